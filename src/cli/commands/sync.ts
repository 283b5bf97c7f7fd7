import type { Command } from 'commander';
import type { Edge } from '../edge.ts';
import { renderSync } from '../render/sync.ts';

export function registerSync(program: Command, edge: Edge): void {
  program
    .command('sync')
    .description('Commit plan and task files that were written but not committed')
    .action(() =>
      edge.answer(async (ports) => {
        const { syncFiles } = await import('../../app/sync-files.ts');
        return syncFiles(ports);
      }, renderSync),
    );
}
