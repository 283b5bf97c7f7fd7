import type { ReadyAnswer } from '../../app/answers.ts';
import { renderProblems } from './problems.ts';
import type { Style } from './style.ts';
import { renderTaskLine } from './task-line.ts';

export function renderReady(answer: ReadyAnswer, style: Style): string {
  const { tasks, total } = answer;
  const lines = tasks.map((task) => renderTaskLine(task, style));
  if (total === 0) lines.push('Nothing is ready: `orc next` says why.');
  if (tasks.length < total) lines.push(style.dim(`${tasks.length} of ${total}`));
  return `${lines.join('\n')}\n${renderProblems(answer, style)}`;
}
