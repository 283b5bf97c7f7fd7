import type { Command } from 'commander';
import type { Edge } from '../edge.ts';
import { renderShow } from '../render/show.ts';

export function registerShow(program: Command, edge: Edge): void {
  program
    .command('show <ref>')
    .description('One task or plan, with its text')
    .action((reference: string) =>
      edge.answer(async (ports) => {
        const { showReference } = await import('../../app/show-reference.ts');
        return showReference(ports, { reference });
      }, renderShow),
    );
}
