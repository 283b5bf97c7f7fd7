import type { Command } from 'commander';
import type { Edge } from '../edge.ts';
import { renderStatus } from '../render/status.ts';

interface StatusOptions {
  readonly all?: boolean;
}

export function registerStatus(program: Command, edge: Edge): void {
  program
    .command('status [plan]')
    .description('Plans with their progress, and what is open')
    .option('--all', 'finished plans and tasks too')
    .action((plan: string | undefined, options: StatusOptions) =>
      edge.answer(async (ports) => {
        const { readStatus } = await import('../../app/read-status.ts');
        return readStatus(ports, { plan, includeCompleted: options.all });
      }, renderStatus),
    );
}
