import type { LandAnswer } from '../../app/land-task.ts';
import { cleanLine } from '../../core/clean-text.ts';
import { renderProblems } from './problems.ts';
import type { Style } from './style.ts';

export function renderLand(answer: LandAnswer, style: Style): string {
  const { task, branch, into, commit, repeated, resolved, audit, removed, kept } = answer;
  const where = cleanLine(into ?? 'a detached HEAD');
  const lines = [
    repeated
      ? `${style.bold(task.id)}  nothing to merge: ${where} has it`
      : `${style.bold(task.id)}  merged ${cleanLine(branch)} into ${where}: ${commit?.slice(0, 12)}`,
    ...resolved.map((path) => `  resolved ${cleanLine(path)}`),
    ...(audit === null ? [] : [`  audit: ${audit === 'lost' ? style.red(audit) : audit}`]),
    removed ? '  its work tree and branch are gone' : `  ${style.yellow('kept')}: ${cleanLine(kept ?? '')}`,
  ];
  return `${lines.join('\n')}\n${renderProblems(answer, style)}`;
}
