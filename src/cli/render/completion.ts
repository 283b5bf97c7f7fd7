import type { CompletionAnswer } from '../../app/answers.ts';
import { cleanLine } from '../../core/clean-text.ts';
import { renderCommitLine } from './commit-line.ts';
import { renderProblems } from './problems.ts';
import { renderPublication } from './publication.ts';
import type { Style } from './style.ts';

export function renderCompletion(answer: CompletionAnswer, style: Style): string {
  const { task, status, commits, artifacts, progress } = answer;
  const done = answer.repeated
    ? 'was completed with this summary before; nothing was written'
    : `is ${status}`;
  const lines = [
    `${style.bold(task.id)} ${done}`,
    renderCommitLine(answer, style),
    ...artifacts.map(
      (artifact) => `  artifact ${cleanLine(artifact.path)}${'deleted' in artifact ? ' (deleted)' : ''}`,
    ),
    ...commits.map((oid) => `  linked commit ${oid.slice(0, 12)}`),
    ...answer.warnings.map((warning) => `${style.yellow('warning')}: ${warning}`),
    ...answer.published.map((publication) => renderPublication(publication).trimEnd()),
    `progress ${progress.completed}/${progress.total} (${progress.percent} %)`,
    answer.next_step,
  ];
  return `${lines.filter((line) => line !== '').join('\n')}\n${renderProblems(answer, style)}`;
}
