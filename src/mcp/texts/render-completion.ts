import type { CompletionAnswer } from '../../app/answers.ts';
import { cleanLine } from '../../core/clean-text.ts';
import { joinLines, renderCommit, renderProblems, renderSection, renderTaskLine } from './lines.ts';

/** What was recorded, how far the plan is, and what to do next. */
export function renderCompletion(completion: CompletionAnswer): string {
  const { task, status, progress, next_task, commits, artifacts } = completion;
  const recorded = completion.repeated
    ? 'recorded before; nothing was written now'
    : renderCommit(completion);
  return joinLines(
    `${task.id} is ${status}; ${recorded}.`,
    '',
    `Progress of the plan: ${progress.completed}/${progress.total} (${progress.percent}%). Linked commits: ${commits.length}, artifacts: ${artifacts.length}.`,
    renderSection(
      'Warnings',
      completion.warnings.map((warning) => cleanLine(`- ${warning}`)),
    ),
    renderSection('Next task', next_task === null ? [] : [renderTaskLine(next_task)]),
    renderProblems(completion),
    '',
    `Next: ${cleanLine(completion.next_step)}`,
  );
}
