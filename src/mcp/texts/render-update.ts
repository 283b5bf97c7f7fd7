import type { UpdateAnswer, UpdatePlanAnswer } from '../../app/answers.ts';
import { joinLines, renderCommit, renderPlanLine, renderProblems, renderTaskLine } from './lines.ts';

/** What the task or plan is now, and how the change ended in git. */
export function renderUpdate(update: UpdateAnswer | UpdatePlanAnswer, action: string): string {
  return joinLines(
    'task' in update ? renderTaskLine(update.task) : renderPlanLine(update.plan),
    '',
    `Done: ${action}; ${renderCommit(update)}.`,
    renderProblems(update),
  );
}
