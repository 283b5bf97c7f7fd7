import type { Command } from 'commander';
import type { Edge } from '../edge.ts';
import { renderUpdate } from '../render/update.ts';

export function registerRelease(program: Command, edge: Edge): void {
  program
    .command('release <task>')
    .description('Give a claimed task back without a result')
    .action((task: string) =>
      edge.answer(async (ports) => {
        const { releaseClaim } = await import('../../app/release-claim.ts');
        return releaseClaim(ports, { task });
      }, renderUpdate('released')),
    );
}
