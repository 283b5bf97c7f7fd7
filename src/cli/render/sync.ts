import type { SyncAnswer } from '../../app/answers.ts';
import { cleanLine } from '../../core/clean-text.ts';
import { renderProblems } from './problems.ts';
import { renderPublication } from './publication.ts';
import type { Style } from './style.ts';

export function renderSync(answer: SyncAnswer, style: Style): string {
  const lines = answer.commits.map(
    ({ oid, subject }) => `${style.bold(oid.slice(0, 12))}  ${cleanLine(subject)}`,
  );
  const pushed = answer.published.map(renderPublication).join('');
  return `${lines.length === 0 ? 'Everything is committed.' : lines.join('\n')}\n${pushed}${renderProblems(answer, style)}`;
}
