import { Command } from 'commander';
import packageJson from '../../package.json' with { type: 'json' };
import { COMMANDS } from './commands/index.ts';
import { createEdge } from './edge.ts';
import { print } from './print.ts';

/**
 * The command line that `argv` needs: global options, and the command that it names; every command when it
 * names none, or something else.
 */
export async function createProgram(argv: readonly string[]): Promise<Command> {
  const program = new Command('orc')
    .description('Plans as Markdown files in git, claims as refs, completions as linked commits.')
    .version(packageJson.version, '-V, --version')
    .option('-C <dir>', 'work in the repository at this folder')
    .option('--json', 'print one JSON document')
    .option('--actor <name>', 'who acts (default: ORCHESTRATOR_ACTOR, else git user.name)')
    .option('--no-commit', 'write files only, commit nothing')
    .option('--no-color', 'no colours')
    .option('--quiet', 'print nothing when it went well')
    .configureHelp({ showGlobalOptions: true })
    .showSuggestionAfterError()
    .exitOverride()
    // Errors are printed once, in our own form, by main().
    .configureOutput({ writeOut: print, writeErr: () => {} });
  const edge = createEdge(program);
  for (const name of selectCommands(argv)) (await COMMANDS[name]?.())?.(program, edge);
  for (const command of program.commands) command.copyInheritedSettings(program);
  return program;
}

/** Every word that is a command: one of them may be the value of an option, and only the parser can tell. */
function selectCommands(argv: readonly string[]): readonly string[] {
  const all = Object.keys(COMMANDS);
  const named = all.filter((name) => argv.includes(name, 2));
  return named.length === 0 || argv.includes('help') ? all : named;
}
