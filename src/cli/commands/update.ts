import type { Command } from 'commander';
import { collect, type Edge } from '../edge.ts';
import { renderUpdate } from '../render/update.ts';

interface UpdateOptions {
  readonly title?: string;
  readonly priority?: string;
  readonly specialist?: string;
  readonly complexity?: string;
  readonly effort?: string;
  readonly depend?: readonly string[];
  readonly undepend?: readonly string[];
  readonly note?: string;
  readonly status?: string;
  readonly reason?: string;
  readonly expect?: string;
}

export function registerUpdate(program: Command, edge: Edge): void {
  program
    .command('update <task>')
    .description('Change single fields of a task, or add a note; the rest of the file stays as it is')
    .option('--title <text>', 'new title')
    .option('--priority <priority>', 'critical, high, medium or low')
    .option('--specialist <name>', 'the role that does it')
    .option('--complexity <level>', 'trivial, simple, moderate, complex or very_complex')
    .option('--effort <duration>', 'such as 30m, 3h, 2d or 1w; empty removes it')
    .option('--depend <task>', 'a task that has to be completed first; repeatable', collect)
    .option('--undepend <task>', 'a dependency to remove; repeatable', collect)
    .option('--note <text>', 'a note to add')
    .option('--status <status>', 'pending, in_progress, blocked, failed or cancelled')
    .option('--reason <text>', 'why it is blocked, failed or cancelled')
    .option('--expect <revision>', 'refuse unless the file is at this revision')
    .action((task: string, { depend, undepend, ...options }: UpdateOptions) =>
      edge.answer(async (ports) => {
        const { updateTask } = await import('../../app/update-task.ts');
        return updateTask(ports, { ...options, task, addDependencies: depend, removeDependencies: undepend });
      }, renderUpdate('updated')),
    );
}
