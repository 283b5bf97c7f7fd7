import type { StatusAnswer } from '../../app/answers.ts';
import { renderPlanLine } from './plan-line.ts';
import { renderProblems } from './problems.ts';
import type { Style } from './style.ts';
import { renderTaskLine } from './task-line.ts';

export function renderStatus(status: StatusAnswer, style: Style): string {
  const { plans, tasks, task_total } = status;
  const lines = [
    ...plans.map((plan) => renderPlanLine(plan, style)),
    ...(plans.length === 0 ? ['No open plan: make one with `orc plan`.'] : []),
    ...(tasks.length === 0 ? [] : ['']),
    ...tasks.map((task) => renderTaskLine(task, style)),
    ...(tasks.length < task_total ? [`… and ${task_total - tasks.length} more: \`orc list\``] : []),
  ];
  return `${lines.join('\n')}\n${renderProblems(status, style)}`;
}
