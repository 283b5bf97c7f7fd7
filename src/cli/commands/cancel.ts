import type { Command } from 'commander';
import type { Edge } from '../edge.ts';
import { renderUpdate } from '../render/update.ts';

interface CancelOptions {
  readonly reason: string;
  readonly expect?: string;
}

export function registerCancel(program: Command, edge: Edge): void {
  program
    .command('cancel <ref>')
    .description('Give a task or a plan up')
    .requiredOption('--reason <text>', 'why')
    .option('--expect <revision>', 'refuse unless the file is at this revision')
    .action((reference: string, options: CancelOptions) =>
      edge.answer(async (ports) => {
        const { cancel } = await import('../../app/cancel.ts');
        return cancel(ports, { reference, ...options });
      }, renderUpdate('cancelled')),
    );
}
