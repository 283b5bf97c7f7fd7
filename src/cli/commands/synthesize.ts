import type { Command } from 'commander';
import type { Edge } from '../edge.ts';
import { renderSynthesis } from '../render/synthesis.ts';

interface SynthesizeOptions {
  readonly partial?: boolean;
}

export function registerSynthesize(program: Command, edge: Edge): void {
  program
    .command('synthesize <plan>')
    .description('Combine all results of a plan into synthesis.md (phase 6)')
    .option('--partial', 'accept an unfinished plan, and say so')
    .action((plan: string, options: SynthesizeOptions) =>
      edge.answer(async (ports) => {
        const { synthesizePlan } = await import('../../app/synthesize-plan.ts');
        return synthesizePlan(ports, { plan, partial: options.partial });
      }, renderSynthesis),
    );
}
