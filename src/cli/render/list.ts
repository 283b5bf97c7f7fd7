import type { ListAnswer } from '../../app/answers.ts';
import { renderProblems } from './problems.ts';
import type { Style } from './style.ts';
import { renderTaskLine } from './task-line.ts';

export function renderList(answer: ListAnswer, style: Style): string {
  const { tasks, total } = answer;
  const lines = tasks.map((task) => renderTaskLine(task, style));
  if (total === 0) lines.push('No task matches.');
  if (tasks.length < total) lines.push(style.dim(`${tasks.length} of ${total}`));
  return `${lines.join('\n')}\n${renderProblems(answer, style)}`;
}
