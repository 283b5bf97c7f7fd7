import { CommanderError } from 'commander';
import { asPlanError, exitCodeOf, renderFailure } from './failure.ts';
import { createProgram } from './program.ts';
import { createStyle } from './render/style.ts';

/** Runs one command line to its end; the exit code is left in `process.exitCode`. */
export async function main(argv: readonly string[]): Promise<void> {
  process.stdout.on('error', endQuietlyOnClosedPipe);
  const program = createProgram();
  try {
    await program.parseAsync([...argv]);
  } catch (thrown) {
    if (thrown instanceof CommanderError && thrown.exitCode === 0) return; // --help and --version
    const error = asPlanError(thrown, program.helpInformation());
    process.exitCode = exitCodeOf(error);
    process.stderr.write(
      argv.includes('--json')
        ? `${JSON.stringify({ schema: 1, kind: 'error', error })}\n`
        : renderFailure(error, createStyle(process.stderr.isTTY === true && !process.env.NO_COLOR)),
    );
  }
}

/** `orc list | head` closes the pipe early: that is the reader's right and no error of ours. */
function endQuietlyOnClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
}
