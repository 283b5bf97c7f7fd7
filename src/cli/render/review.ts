import { fitSections } from '../../app/report/fit-sections.ts';
import { nameRange } from '../../app/report/format-diff.ts';
import { listFindings, summarize } from '../../app/report/format-review.ts';
import { listChanges } from '../../app/report/list-changes.ts';
import { PLAIN_PEN } from '../../app/report/pen.ts';
import type { ReviewAnswer } from '../../app/review-plans.ts';
import type { Style } from './style.ts';

/** The whole report for the terminal; nothing is cut. */
export function renderReview(answer: ReviewAnswer, style: Style): string {
  const sections = [...listFindings(answer.findings, PLAIN_PEN), ...listChanges(answer, PLAIN_PEN)];
  const lines = fitSections(sections, {
    maxCharacters: Number.POSITIVE_INFINITY,
    formatHeading: (heading) => ['', style.bold(heading)],
    formatMore: (count) => `- and ${count} more`,
  });
  const paint = answer.error_count > 0 ? style.red : answer.warning_count > 0 ? style.yellow : style.green;
  const cut = answer.branches_cut ? ['', 'There are more open branches than were compared.'] : [];
  return `${[`${paint(summarize(answer))} ${style.dim(nameRange(answer))}`, ...lines, ...cut].join('\n')}\n`;
}
