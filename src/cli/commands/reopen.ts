import type { Command } from 'commander';
import type { Edge } from '../edge.ts';
import { renderUpdate } from '../render/update.ts';

interface ReopenOptions {
  readonly reason: string;
  readonly expect?: string;
}

export function registerReopen(program: Command, edge: Edge): void {
  program
    .command('reopen <ref>')
    .description('Open a completed, cancelled, failed or blocked task, or a cancelled plan, again')
    .requiredOption('--reason <text>', 'why')
    .option('--expect <revision>', 'refuse unless the file is at this revision')
    .action((reference: string, options: ReopenOptions) =>
      edge.answer(async (ports) => {
        const { reopen } = await import('../../app/reopen.ts');
        return reopen(ports, { reference, ...options });
      }, renderUpdate('reopened')),
    );
}
