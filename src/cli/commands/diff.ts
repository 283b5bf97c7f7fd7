import type { Command } from 'commander';
import type { Edge } from '../edge.ts';
import { parseChoice } from '../parse-choice.ts';
import { print } from '../print.ts';

const FORMATS = ['text', 'markdown', 'json'] as const;
type Format = (typeof FORMATS)[number];

export function registerDiff(program: Command, edge: Edge): void {
  program
    .command('diff [range]')
    .description('What changed in meaning: base..head, base...head, or base to the work tree')
    .option('--format <format>', FORMATS.join(', '), (text) => parseChoice(text, FORMATS, 'format'), 'text')
    .action((range: string | undefined, { format }: { format: Format }) => diff(edge, range, format));
}

async function diff(edge: Edge, range: string | undefined, format: Format): Promise<void> {
  const { json, quiet } = edge.globals();
  const { diffPlans } = await import('../../app/diff-plans.ts');
  const answer = await diffPlans(await edge.open(), { range });
  if (json || format === 'json') print(`${JSON.stringify({ schema: 1, ...answer })}\n`);
  else if (format === 'markdown') print((await import('../../app/report/format-diff.ts')).formatDiff(answer));
  else if (!quiet) print((await import('../render/diff.ts')).renderDiff(answer, edge.style()));
}
