import type { Command } from 'commander';
import type { Edge } from '../edge.ts';
import { renderSync } from '../render/sync.ts';

interface SyncOptions {
  /** The name of a remote, or true for the usual one. */
  readonly push?: string | boolean;
}

export function registerSync(program: Command, edge: Edge): void {
  program
    .command('sync')
    .description('Commit plan and task files that were written but not committed')
    .option('--push [remote]', 'then push the branch, and end shared claims whose results it holds')
    .action(({ push }: SyncOptions) =>
      edge.answer(async (ports) => {
        const { syncFiles } = await import('../../app/sync-files.ts');
        return syncFiles(ports, { push });
      }, renderSync),
    );
}
