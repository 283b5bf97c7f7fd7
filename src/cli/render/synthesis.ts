import type { SynthesisAnswer } from '../../app/answers.ts';
import { renderCommitLine } from './commit-line.ts';
import { renderProblems } from './problems.ts';
import type { Style } from './style.ts';

export function renderSynthesis(answer: SynthesisAnswer, style: Style): string {
  const head = `${answer.text}\n${style.bold(answer.path)}  ${renderCommitLine(answer, style)}\n`;
  return `${head}${renderProblems(answer, style)}`;
}
