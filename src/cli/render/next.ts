import type { NextAnswer } from '../../app/answers.ts';
import { renderProblems } from './problems.ts';
import type { Style } from './style.ts';
import { renderTaskLine } from './task-line.ts';

export function renderNext(answer: NextAnswer, style: Style): string {
  const { task, tasks, reasons } = answer;
  const lines = [
    ...tasks.map((entry) => renderTaskLine(entry, style)),
    ...reasons.map((reason) => `${task === null ? '' : '  '}${reason}`),
    ...(task === null ? [] : [`Begin with \`orc execute ${task.id}\`.`]),
  ];
  return `${lines.join('\n')}\n${renderProblems(answer, style)}`;
}
