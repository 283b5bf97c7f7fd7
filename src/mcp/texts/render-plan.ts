import type { PlanAnswer, PlannedTask } from '../../app/answers.ts';
import { cleanLine } from '../../core/clean-text.ts';
import { joinLines, renderCommit, renderProblems, renderSection } from './lines.ts';

/** The plan as written: its tasks with ids, roles and dependencies. */
export function renderPlan(plan: PlanAnswer): string {
  const outcome = plan.dry_run
    ? 'valid; nothing was written (dry run)'
    : `written to ${plan.path}; ${renderCommit(plan)}`;
  return joinLines(
    `# ${cleanLine(plan.title)}`,
    '',
    `Plan ${plan.plan_id} with ${plan.tasks.length} tasks: ${outcome}.`,
    renderSection('Tasks', plan.tasks.map(renderPlannedTask)),
    renderProblems(plan),
    '',
    plan.dry_run
      ? 'Next: the same call without dry_run. The ids will be other ones.'
      : `Next: orchestrator_execute_subtask with one of the tasks that wait for nothing.`,
  );
}

function renderPlannedTask(task: PlannedTask): string {
  const name = task.input_id === null ? '' : ` (your "${task.input_id}")`;
  const after = task.depends_on.length === 0 ? '' : `; after ${task.depends_on.join(', ')}`;
  return cleanLine(`- ${task.id}${name} · ${task.specialist}: ${task.title}${after}`);
}
