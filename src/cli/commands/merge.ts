import type { Command } from 'commander';
import { PlanError } from '../../errors.ts';
import type { Edge } from '../edge.ts';
import { EXIT_CODES } from '../exit.ts';
import { renderMerge } from '../render/merge.ts';

export function registerMerge(program: Command, edge: Edge): void {
  program
    .command('merge')
    .description('Resolve the conflicts under .tasks/ that can be resolved, and stage these files')
    .option('--continue', 'go on with what git was in the middle of; commits and concludes nothing')
    .action(async (options: { readonly continue?: boolean }) => {
      if (!options.continue) {
        throw new PlanError('usage', '`orc merge` needs `--continue`: merges are started by `git merge`.');
      }
      await edge.answer(async (ports) => {
        const { continueMerge } = await import('../../app/merge/continue-merge.ts');
        const answer = await continueMerge(ports);
        if (answer.conflicted.length > 0) process.exitCode = EXIT_CODES.refused;
        return answer;
      }, renderMerge);
    });
}
