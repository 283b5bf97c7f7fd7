import type { DiffAnswer } from '../../app/diff-plans.ts';
import { fitSections } from '../../app/report/fit-sections.ts';
import { nameRange } from '../../app/report/format-diff.ts';
import { listChanges } from '../../app/report/list-changes.ts';
import { PLAIN_PEN } from '../../app/report/pen.ts';
import { renderProblems } from './problems.ts';
import type { Style } from './style.ts';

/** Everything that changed, for the terminal: nothing is cut. */
export function renderDiff(answer: DiffAnswer, style: Style): string {
  const lines = fitSections(listChanges(answer, PLAIN_PEN), {
    maxCharacters: Number.POSITIVE_INFINITY,
    formatHeading: (heading) => ['', style.bold(heading)],
    formatMore: (count) => `- and ${count} more`,
  });
  const body = lines.length === 0 ? ['Nothing changed in meaning.'] : lines;
  return `${[style.dim(nameRange(answer)), ...body].join('\n')}\n${renderProblems(answer, style)}`;
}
