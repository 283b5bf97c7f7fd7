import type { Command } from 'commander';
import { type Edge, parseCount } from '../edge.ts';
import { renderNext } from '../render/next.ts';

interface NextOptions {
  readonly plan?: string;
  readonly parallel?: number;
  readonly worktree?: boolean;
  /** A name, true for the usual one, false with `--no-remote`. */
  readonly remote?: string | boolean;
}

export function registerNext(program: Command, edge: Edge): void {
  program
    .command('next')
    .description('What to do now, and why')
    .option('--plan <plan>', 'of this plan')
    .option('--parallel <n>', 'up to n tasks whose files do not overlap', parseCount)
    .option('--worktree', 'claim them, and make a linked work tree for each')
    .option('--remote [name]', 'with --worktree: share the claims with other clones through this remote')
    .option('--no-remote', 'with --worktree: claim in this clone only, whatever the settings say')
    .action((options: NextOptions) =>
      edge.answer(async (ports) => {
        if (options.worktree === true) {
          const { startParallel } = await import('../../app/start-parallel.ts');
          return startParallel(ports, options);
        }
        const { findNext } = await import('../../app/find-next.ts');
        return findNext(ports, options);
      }, renderNext),
    );
}
