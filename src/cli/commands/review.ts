import type { Command } from 'commander';
import type { ReviewAnswer } from '../../app/review-plans.ts';
import type { Edge } from '../edge.ts';
import { EXIT_CODES } from '../exit.ts';
import { parseChoice } from '../parse-choice.ts';
import { print } from '../print.ts';

const FORMATS = ['text', 'markdown', 'json', 'github'] as const;
type Format = (typeof FORMATS)[number];

interface ReviewOptions {
  readonly format: Format;
  readonly plan?: string;
}

export function registerReview(program: Command, edge: Edge): void {
  program
    .command('review [range]')
    .description('The report for a pull request, base...head; exit 1 when it brings an error')
    .option('--format <format>', FORMATS.join(', '), (text) => parseChoice(text, FORMATS, 'format'), 'text')
    .option('--plan <plan>', 'only what concerns this plan')
    .action((range: string | undefined, options: ReviewOptions) => review(edge, range, options));
}

async function review(edge: Edge, range: string | undefined, { format, plan }: ReviewOptions): Promise<void> {
  const { json, quiet } = edge.globals();
  const { reviewPlans } = await import('../../app/review-plans.ts');
  const answer = await reviewPlans(await edge.open(), { range, plan });
  if (answer.error_count > 0) process.exitCode = EXIT_CODES.refused;
  const isSilent = quiet === true && format === 'text' && answer.findings.length === 0;
  if (json || !isSilent) print(await render(edge, answer, json ? 'json' : format));
}

/** Each format is loaded when it is asked for. */
async function render(edge: Edge, answer: ReviewAnswer, format: Format): Promise<string> {
  switch (format) {
    case 'json':
      return `${JSON.stringify({ schema: 1, ...answer })}\n`;
    case 'github':
      return (await import('../render/lint-github.ts')).renderLintForGithub({ problems: answer.findings });
    case 'markdown':
      return (await import('../../app/report/format-review.ts')).formatReview(answer);
    case 'text':
      return (await import('../render/review.ts')).renderReview(answer, edge.style());
  }
}
