/** The lines from which the texts of all tools are made. Titles are one line each, so none can pose as structure. */
import type { CommitReport, PlanSummary, ProblemReport, TaskDocument } from '../../app/answers.ts';
import { cleanLine } from '../../core/clean-text.ts';
import { MAX_LIST_LENGTH } from '../untrusted.ts';

const MAX_PROBLEMS = 5;

/** One task: id, state, priority, role, title, and what it waits for. */
export function renderTaskLine(task: TaskDocument): string {
  const facts = [task.id, task.state, task.priority, task.specialist].filter((fact) => fact !== null);
  const claim = task.claim === null ? '' : `, claimed by ${cleanLine(task.claim.actor)}`;
  const waits = task.blocked_by.map(({ id, reason }) => `${id} (${reason})`).join(', ');
  const title = cleanLine(task.title ?? `unreadable file ${task.path}`);
  return `- ${facts.map(cleanLine).join(' · ')}${claim}: ${title}${waits === '' ? '' : `; waits for ${cleanLine(waits)}`}`;
}

/** One plan: id, state, progress, title. */
export function renderPlanLine(plan: PlanSummary): string {
  const { completed, total, percent } = plan.progress;
  return `- ${cleanLine(plan.id)} · ${plan.state} · ${completed}/${total} (${percent}%): ${cleanLine(plan.title ?? 'unreadable plan.md')}`;
}

/** A heading with its lines, bounded; nothing at all when there is none. */
export function renderSection(heading: string, lines: readonly string[]): string[] {
  if (lines.length === 0) return [];
  const rest = lines.length - MAX_LIST_LENGTH;
  const more = rest > 0 ? [`- and ${rest} more; see orchestrator_query_tasks with offset`] : [];
  return ['', `## ${heading}`, '', ...lines.slice(0, MAX_LIST_LENGTH), ...more];
}

/** The first problems of the task files, each with its place and what to do. */
export function renderProblems(report: ProblemReport): string[] {
  const lines = report.problems
    .slice(0, MAX_PROBLEMS)
    .map(({ path, line, column, message, hint }) =>
      cleanLine(`- ${path}:${line}:${column} ${message} ${hint}`),
    );
  const rest = report.problem_count - lines.length;
  return renderSection(
    `Problems (${report.problem_count})`,
    rest > 0 ? [...lines, `- and ${rest} more`] : lines,
  );
}

/** How the change ended in git, as the end of a sentence. */
export function renderCommit(report: CommitReport): string {
  if (report.commit !== null) return `commit ${report.commit}`;
  return report.not_committed === null ? 'nothing had to be committed' : cleanLine(report.not_committed);
}

/** Joins lines; lists of lines are taken apart. */
export function joinLines(...parts: readonly (string | readonly string[])[]): string {
  return parts.flat().join('\n');
}
