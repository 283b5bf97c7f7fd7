import type { StatusAnswer, TaskDocument } from '../../app/answers.ts';
import type { State } from '../../core/task.ts';
import { DATA_NOTICE } from '../untrusted.ts';
import { joinLines, renderPlanLine, renderProblems, renderSection, renderTaskLine } from './lines.ts';

const SECTIONS: readonly (readonly [heading: string, states: readonly State[]])[] = [
  ['In progress', ['in_progress']],
  ['Ready, best first', ['ready']],
  ['Waiting', ['waiting']],
  ['Blocked or failed', ['blocked', 'failed']],
  ['Unreadable', ['unreadable']],
  ['Closed', ['completed', 'cancelled']],
];

/** Plans with progress, then the tasks by what can be done about them. */
export function renderStatus(status: StatusAnswer): string {
  const ofStates = (states: readonly State[]): readonly TaskDocument[] =>
    status.tasks.filter((task) => states.includes(task.state));
  return joinLines(
    '# Status',
    '',
    status.plans.length === 0 ? 'No plans. Make one with orchestrator_plan_task.' : DATA_NOTICE,
    renderSection('Plans', status.plans.map(renderPlanLine)),
    ...SECTIONS.map(([heading, states]) => renderSection(heading, ofStates(states).map(renderTaskLine))),
    status.task_total > status.tasks.length
      ? ['', `${status.task_total - status.tasks.length} more: orchestrator_query_tasks lists them.`]
      : [],
    renderProblems(status),
  );
}
