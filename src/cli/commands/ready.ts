import type { Command } from 'commander';
import { type Edge, parseCount } from '../edge.ts';
import { renderReady } from '../render/ready.ts';

interface ReadyOptions {
  readonly plan?: string;
  readonly limit?: number;
}

export function registerReady(program: Command, edge: Edge): void {
  program
    .command('ready')
    .description('What can be worked on now, most urgent first')
    .option('--plan <plan>', 'of this plan')
    .option('--limit <n>', 'at most so many', parseCount)
    .action((options: ReadyOptions) =>
      edge.answer(async (ports) => {
        const { listReady } = await import('../../app/list-ready.ts');
        return listReady(ports, options);
      }, renderReady),
    );
}
