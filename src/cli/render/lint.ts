import type { LintAnswer } from '../../app/answers.ts';
import { cleanLine } from '../../core/clean-text.ts';
import type { Problem } from '../../core/problem.ts';
import { formatExcerpt } from './lint-excerpt.ts';
import type { Style } from './style.ts';

/** Gives a line of a file without its ending; null when there is none. */
export type ReadLine = (path: string, line: number) => string | null;

/** Problems for people: where, what, the line itself with the place marked, and what to do. */
export function renderLint(answer: LintAnswer, style: Style, readLine: ReadLine): string {
  const problems = answer.problems.map((problem) => renderProblem(problem, style, readLine));
  return [...renderFixes(answer, style), ...problems, summarize(answer, style)].join('\n');
}

function renderFixes({ fixed }: LintAnswer, style: Style): string[] {
  if (fixed.length === 0) return [];
  const lines = fixed.map(
    ({ path, code, message }) =>
      `${style.green('fixed')} ${cleanLine(path)} ${cleanLine(message)} ${style.dim(`[${code}]`)}`,
  );
  return [...lines, 'Nothing was committed: look at `git status` and `git diff`, then commit `.tasks`.', ''];
}

function renderProblem(problem: Problem, style: Style, readLine: ReadLine): string {
  const { severity, path, line, column, message, code, hint } = problem;
  const label = severity === 'error' ? style.red(severity) : style.yellow(severity);
  const place = style.bold(`${cleanLine(path)}:${line}:${column}`);
  const lines = [`${place} ${label} ${cleanLine(message)} ${style.dim(`[${code}]`)}`];
  const source = readLine(path, line);
  if (source !== null && source.trim() !== '') {
    const { text, marker } = formatExcerpt(source, column);
    const gutter = `${line}`.length;
    lines.push(`  ${style.dim(`${line} |`)} ${text}`);
    lines.push(`  ${style.dim(`${' '.repeat(gutter)} |`)} ${style.cyan(marker)}`);
  }
  return [...lines, `  ${style.dim('hint')}: ${cleanLine(hint)}`, ''].join('\n');
}

function summarize({ checked, problem_count, error_count }: LintAnswer, style: Style): string {
  const files = count(checked, 'file');
  if (problem_count === 0) return `${style.green('No problems')} in ${files}.\n`;
  const warnings = problem_count - error_count;
  const parts = [
    ...(error_count > 0 ? [style.red(count(error_count, 'error'))] : []),
    ...(warnings > 0 ? [style.yellow(count(warnings, 'warning'))] : []),
  ];
  return `${parts.join(' and ')} in ${files}.\n`;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
