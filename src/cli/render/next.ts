import type { NextAnswer } from '../../app/answers.ts';
import { cleanLine } from '../../core/clean-text.ts';
import { renderProblems } from './problems.ts';
import type { Style } from './style.ts';
import { renderTaskLine } from './task-line.ts';
import { renderWarnings } from './warnings.ts';

export function renderNext(answer: NextAnswer, style: Style): string {
  const { task, tasks, reasons } = answer;
  const lines = [
    ...tasks.map((entry) => renderTaskLine(entry, style)),
    ...reasons.map((reason) => `${task === null ? '' : '  '}${reason}`),
    ...answer.started.map(({ task: begun, worktree }) => `${begun.id} is yours in ${cleanLine(worktree)}`),
    ...answer.refused.map(({ task: id, message }) => `${id} was not begun: ${cleanLine(message)}`),
    ...(task === null ? [] : [adviseBegin(answer, task.id)]),
  ];
  const warnings = answer.started.flatMap((started) => started.warnings);
  return `${lines.join('\n')}\n${renderWarnings(warnings, style)}${renderProblems(answer, style)}`;
}

function adviseBegin({ started }: NextAnswer, id: string): string {
  if (started.length === 0) return `Begin with \`orc execute ${id}\`.`;
  return 'The brief of each: `orc execute <task>` in its work tree.';
}
