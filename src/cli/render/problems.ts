import type { ProblemReport } from '../../app/answers.ts';
import { cleanLine } from '../../core/clean-text.ts';
import type { Style } from './style.ts';

/** The problems at the end of every text: a file that cannot be read is never passed over. */
export function renderProblems({ problem_count, problems }: ProblemReport, style: Style): string {
  if (problem_count === 0) return '';
  const count = problem_count === 1 ? '1 problem' : `${problem_count} problems`;
  const lines = problems.map(({ severity, path, line, column, message, code }) => {
    const label = severity === 'error' ? style.red(severity) : style.yellow(severity);
    return `  ${label} ${cleanLine(path)}:${line}:${column} ${cleanLine(message)} ${style.dim(`[${code}]`)}`;
  });
  const rest = problem_count - problems.length;
  if (rest > 0) lines.push(`  … and ${rest} more`);
  return `\n${style.bold(count)}\n${lines.join('\n')}\n`;
}
