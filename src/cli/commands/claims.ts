import type { Command } from 'commander';
import type { Edge } from '../edge.ts';
import { renderClaims } from '../render/claims.ts';

export function registerClaims(program: Command, edge: Edge): void {
  program
    .command('claims')
    .description('Who works on what, since when, until when')
    .action(() =>
      edge.answer(async (ports) => {
        const { listClaims } = await import('../../app/list-claims.ts');
        return listClaims(ports);
      }, renderClaims),
    );
}
