import type { Command } from 'commander';
import type { Edge } from '../edge.ts';
import { renderBrief } from '../render/brief.ts';

interface ExecuteOptions {
  readonly takeOver?: boolean;
}

export function registerExecute(program: Command, edge: Edge): void {
  program
    .command('execute [task]')
    .description('Claim a ready task, by default the next one, and print its brief (phase 3)')
    .option('--take-over', 'take the task from somebody whose lease has run out')
    .action((task: string | undefined, options: ExecuteOptions) =>
      edge.answer(async (ports) => {
        const { executeTask } = await import('../../app/execute-task.ts');
        return executeTask(ports, { task: task ?? null, takeOver: options.takeOver });
      }, renderBrief),
    );
}
