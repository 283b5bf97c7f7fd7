import { Command } from 'commander';
import packageJson from '../../package.json' with { type: 'json' };
import { COMMANDS } from './commands/index.ts';
import { createEdge } from './edge.ts';

/** The whole command line: global options first, then one file per command. */
export function createProgram(): Command {
  const program = new Command('orc')
    .description('Plans as Markdown files in git, claims as refs, completions as linked commits.')
    .version(packageJson.version, '-V, --version')
    .option('-C <dir>', 'work in the repository at this folder')
    .option('--json', 'print one JSON document')
    .option('--actor <name>', 'who acts (default: ORCHESTRATOR_ACTOR, else git user.name)')
    .option('--no-commit', 'write files only, commit nothing')
    .option('--no-color', 'no colours')
    .option('--quiet', 'print nothing when it went well')
    .showSuggestionAfterError()
    .exitOverride()
    // Errors are printed once, in our own form, by main().
    .configureOutput({ writeErr: () => {} });
  const edge = createEdge(program);
  for (const register of COMMANDS) register(program, edge);
  for (const command of program.commands) command.copyInheritedSettings(program);
  return program;
}
