import type { StatusAnswer } from '../../app/answers.ts';
import { renderPlanLine } from './plan-line.ts';
import { renderProblems } from './problems.ts';
import type { Style } from './style.ts';
import { renderTaskLine } from './task-line.ts';

const TASKS_SHOWN = 50;

export function renderStatus(status: StatusAnswer, style: Style): string {
  const { plans, tasks } = status;
  const lines = [
    ...plans.map((plan) => renderPlanLine(plan, style)),
    ...(plans.length === 0 ? ['No open plan: make one with `orc plan`.'] : []),
    ...(tasks.length === 0 ? [] : ['']),
    ...tasks.slice(0, TASKS_SHOWN).map((task) => renderTaskLine(task, style)),
    ...(tasks.length > TASKS_SHOWN ? [`… and ${tasks.length - TASKS_SHOWN} more: \`orc list\``] : []),
  ];
  return `${lines.join('\n')}\n${renderProblems(status, style)}`;
}
