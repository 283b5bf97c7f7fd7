import type { Command } from 'commander';
import { collect, type Edge, readInput } from '../edge.ts';
import { renderUpdate } from '../render/update.ts';

interface AddOptions {
  readonly plan: string;
  readonly description?: string;
  readonly specialist?: string;
  readonly priority?: string;
  readonly complexity?: string;
  readonly effort?: string;
  readonly depend?: readonly string[];
  readonly file?: readonly string[];
}

export function registerAdd(program: Command, edge: Edge): void {
  program
    .command('add <title>')
    .description('Add a task to a plan')
    .requiredOption('--plan <plan>', 'the plan it belongs to')
    .option('--description <text>', 'what is to be done; - for standard input')
    .option('--specialist <name>', 'the role that does it')
    .option('--priority <priority>', 'critical, high, medium or low')
    .option('--complexity <level>', 'trivial, simple, moderate, complex or very_complex')
    .option('--effort <duration>', 'such as 30m, 3h, 2d or 1w')
    .option('--depend <task>', 'a task that has to be completed first; repeatable', collect)
    .option('--file <glob>', 'files that it will touch; repeatable', collect)
    .action((title: string, { description, depend, file, ...options }: AddOptions) =>
      edge.answer(async (ports) => {
        const { addTask } = await import('../../app/add-task.ts');
        return addTask(ports, {
          ...options,
          title,
          description: description === '-' ? readInput('-') : description,
          dependencies: depend,
          files: file,
        });
      }, renderUpdate('added')),
    );
}
