import type { Command } from 'commander';
import type { Edge } from '../edge.ts';
import { renderClaims } from '../render/claims.ts';

interface ClaimsOptions {
  /** A name, or true for the usual one. */
  readonly remote?: string | boolean;
}

export function registerClaims(program: Command, edge: Edge): void {
  program
    .command('claims')
    .description('Who works on what, since when, until when')
    .option('--remote [name]', 'ask this remote first for the claims of other clones')
    .action(({ remote }: ClaimsOptions) =>
      edge.answer(async (ports) => {
        const { listClaims } = await import('../../app/list-claims.ts');
        return listClaims(ports, { remote });
      }, renderClaims),
    );
}
