import type { SessionAnswer } from '../../app/answers.ts';
import { cleanLine } from '../../core/clean-text.ts';
import { renderPlanLine } from './plan-line.ts';
import { renderProblems } from './problems.ts';
import type { Style } from './style.ts';
import { renderTaskLine } from './task-line.ts';

const READY_SHOWN = 10;

export function renderSession(session: SessionAnswer, style: Style): string {
  const { plans, claimed, ready, ready_total, specialists } = session;
  const at = session.head === null ? 'no commit yet' : session.head.slice(0, 12);
  const blocks = [
    [
      `${style.bold(session.root)}`,
      `${session.branch ?? 'detached HEAD'} at ${at}, as ${cleanLine(session.actor)}`,
    ],
    ['', style.bold('Plans'), ...(plans.length === 0 ? ['  none open: make one with `orc plan`'] : [])],
    plans.map((plan) => `  ${renderPlanLine(plan, style)}`),
    claimed.length === 0 ? [] : ['', style.bold('Claimed by you: go on with these')],
    claimed.map((task) => `  ${renderTaskLine(task, style)}`),
    ready.length === 0 ? [] : ['', style.bold('Ready')],
    ready.slice(0, READY_SHOWN).map((task) => `  ${renderTaskLine(task, style)}`),
    ready_total > READY_SHOWN ? [`  … and ${ready_total - READY_SHOWN} more: \`orc ready\``] : [],
    ['', `${style.bold('Specialists')} ${specialists.map(({ name }) => name).join(', ')}`],
  ];
  return `${blocks.flat().join('\n')}\n${renderProblems(session, style)}`;
}
