import { CommanderError } from 'commander';
import { asPlanError, exitCodeOf, renderFailure } from './failure.ts';
import { createProgram } from './program.ts';
import { createStyle } from './render/style.ts';

/** Runs one command line to its end; the exit code is left in `process.exitCode`. */
export async function main(argv: readonly string[]): Promise<void> {
  const program = await createProgram(argv);
  try {
    await program.parseAsync([...argv]);
  } catch (thrown) {
    if (thrown instanceof CommanderError && thrown.exitCode === 0) return; // --help and --version
    const error = asPlanError(thrown, () => program.helpInformation());
    process.exitCode = exitCodeOf(error);
    process.stderr.write(
      argv.includes('--json')
        ? `${JSON.stringify({ schema: 1, kind: 'error', error })}\n`
        : renderFailure(error, createStyle(process.stderr.isTTY === true && !process.env.NO_COLOR)),
    );
  }
}
