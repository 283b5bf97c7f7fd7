import type { Command } from 'commander';
import { type Edge, parseCount } from '../edge.ts';
import { renderNext } from '../render/next.ts';

interface NextOptions {
  readonly plan?: string;
  readonly parallel?: number;
}

export function registerNext(program: Command, edge: Edge): void {
  program
    .command('next')
    .description('What to do now, and why')
    .option('--plan <plan>', 'of this plan')
    .option('--parallel <n>', 'up to n tasks whose files do not overlap', parseCount)
    .action((options: NextOptions) =>
      edge.answer(async (ports) => {
        const { findNext } = await import('../../app/find-next.ts');
        return findNext(ports, options);
      }, renderNext),
    );
}
