import type { Command } from 'commander';
import { collect, type Edge, readInput } from '../edge.ts';
import { renderCompletion } from '../render/completion.ts';

interface CompleteOptions {
  readonly summary: string;
  readonly details?: string;
  readonly artifact?: readonly string[];
  readonly commit?: readonly string[];
  readonly type?: string;
  readonly nextAction?: string;
  readonly message?: string;
  readonly together?: boolean;
  /** The name of a remote, or true for the usual one. */
  readonly push?: string | boolean;
}

export function registerComplete(program: Command, edge: Edge): void {
  program
    .command('complete <task>')
    .description('Record what was accomplished as linked commits (phase 5)')
    .requiredOption('--summary <text>', 'what was accomplished')
    .option('--details <text>', 'the work in detail; - for standard input')
    .option('--artifact <path>', 'file or folder that holds the work; repeatable', collect)
    .option('--commit <rev>', 'commit that belongs to the work; repeatable', collect)
    .option('--type <type>', 'code, documentation, analysis, design, test, config or general')
    .option('--next-action <action>', 'continue, complete, needs_revision or blocked')
    .option('--message <subject>', 'subject of the artifact commit (default: the first line of the summary)')
    .option('--together', 'one commit of artifacts and task file instead of two')
    .option('--push [remote]', 'push the branch, and end a shared claim in the same step')
    .action((task: string, options: CompleteOptions) =>
      edge.answer(async (ports) => {
        const { completeTask } = await import('../../app/complete-task.ts');
        const { summary, details, artifact, commit, type, nextAction, message, together, push } = options;
        return completeTask(ports, {
          task,
          summary,
          details: details === '-' ? readInput('-') : details,
          paths: artifact ?? [],
          commits: commit ?? [],
          artifactType: type,
          nextAction,
          message,
          together,
          push,
        });
      }, renderCompletion),
    );
}
