import type { BriefAnswer } from '../../app/answers.ts';
import { renderProblems } from './problems.ts';
import type { Style } from './style.ts';
import { renderWarnings } from './warnings.ts';

/** The brief is Markdown already; terminal control characters were taken out when it was made. */
export function renderBrief(answer: BriefAnswer, style: Style): string {
  return `${answer.brief}${renderWarnings(answer.warnings, style)}${renderProblems(answer, style)}`;
}
