import type { SessionAnswer } from '../../app/answers.ts';
import { cleanLine } from '../../core/clean-text.ts';
import { DATA_NOTICE } from '../untrusted.ts';
import { joinLines, renderPlanLine, renderProblems, renderSection, renderTaskLine } from './lines.ts';

/** Where things stand, and what to do first. */
export function renderSession(session: SessionAnswer): string {
  const branch = session.branch ?? 'a detached HEAD';
  return joinLines(
    `# Session in ${cleanLine(session.root)}`,
    '',
    `On ${cleanLine(branch)} at ${session.head ?? 'no commit yet'}, as ${cleanLine(session.actor)}. ${DATA_NOTICE}`,
    renderSection('Active plans', session.plans.map(renderPlanLine)),
    renderSection('Claimed by you: resume these first', session.claimed.map(renderTaskLine)),
    renderSection('Ready, best first', session.ready.map(renderTaskLine)),
    session.ready_total > session.ready.length
      ? ['', `${session.ready_total - session.ready.length} more: orchestrator_query_tasks with state ready.`]
      : [],
    renderSection(
      'Specialists',
      session.specialists.map(({ name, description }) => cleanLine(`- ${name}: ${description}`)),
    ),
    renderProblems(session),
    '',
    chooseStep(session),
  );
}

function chooseStep({ claimed, ready, plans }: SessionAnswer): string {
  const task = claimed[0] ?? ready[0];
  if (task !== undefined) return `Next: orchestrator_execute_subtask with task_id ${task.id}.`;
  if (plans.length > 0)
    return 'Next: nothing is ready; orchestrator_get_status shows what the plans wait for.';
  return 'Next: orchestrator_plan_task with a goal and its subtasks.';
}
