import type { Command } from 'commander';
import type { Edge } from '../edge.ts';
import { parseChoice } from '../parse-choice.ts';
import { GRAPH_FORMATS, GRAPH_REPORTERS } from '../render/graph.ts';

interface GraphOptions {
  readonly format: string;
  readonly all?: boolean;
}

const DEFAULT_WIDTH = 100;

export function registerGraph(program: Command, edge: Edge): void {
  program
    .command('graph [plan]')
    .description('What waits for what, the critical path, and cycles')
    .option('--format <format>', GRAPH_FORMATS.join(', '), 'text')
    .option('--all', 'finished plans and tasks too')
    .action((plan: string | undefined, { format, all = false }: GraphOptions) => {
      const report = GRAPH_REPORTERS[parseChoice(format, GRAPH_FORMATS, 'format')];
      const width = process.stdout.columns || DEFAULT_WIDTH;
      return edge.answer(
        async (ports) => {
          const { readGraph } = await import('../../app/read-graph.ts');
          return readGraph(ports, { plan, includeCompleted: all });
        },
        (answer, style) => report(answer, style, { width, all }),
      );
    });
}
