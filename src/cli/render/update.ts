import type { UpdateAnswer, UpdatePlanAnswer } from '../../app/answers.ts';
import { renderCommitLine } from './commit-line.ts';
import { renderPlanLine } from './plan-line.ts';
import { renderProblems } from './problems.ts';
import type { Style } from './style.ts';
import { renderTaskLine } from './task-line.ts';
import { renderWarnings } from './warnings.ts';

/** Text for every command that changes one task or plan; `done` says in a word what was done. */
export function renderUpdate(done: string) {
  return (answer: UpdateAnswer | UpdatePlanAnswer, style: Style): string => {
    const line = 'task' in answer ? renderTaskLine(answer.task, style) : renderPlanLine(answer.plan, style);
    const warnings = 'task' in answer ? renderWarnings(answer.warnings, style) : '';
    return `${style.bold(done)}  ${line}\n${renderCommitLine(answer, style)}\n${warnings}${renderProblems(answer, style)}`;
  };
}
