import type { StateChange, WatchEvent } from '../../app/watch/derive-event.ts';
import { cleanLine } from '../../core/clean-text.ts';
import type { Problem } from '../../core/problem.ts';
import { STATES } from '../../core/task.ts';
import type { Style } from './style.ts';

const CHANGES_SHOWN = 50;

/** One event, a line for each thing that happened; the first line of a watch says what there is. */
export function renderWatch(event: WatchEvent, style: Style, isFirst: boolean): string {
  const { changes, claims_added, claims_ended, problems_added, problems_solved } = event;
  const entries = [
    ...(isFirst ? [describeCounts(event)] : []),
    ...changes.slice(0, CHANGES_SHOWN).map((change) => describeChange(change, style)),
    ...(changes.length > CHANGES_SHOWN ? [`… and ${changes.length - CHANGES_SHOWN} more changes`] : []),
    ...claims_added.map(({ task, actor }) => `${cleanLine(task)}  claimed by ${cleanLine(actor)}`),
    ...claims_ended.map(({ task, actor }) => `${cleanLine(task)}  claim of ${cleanLine(actor)} ended`),
    ...problems_added.map((problem) => `${style.red(problem.severity)} ${describeProblem(problem)}`),
    ...problems_solved.map((problem) => `${style.green('solved')} ${describeProblem(problem)}`),
  ];
  const time = style.dim(new Date(event.at).toTimeString().slice(0, 8));
  return entries.map((entry) => `${time}  ${entry}\n`).join('');
}

function describeCounts({ counts, problem_count }: WatchEvent): string {
  const parts = STATES.filter((state) => counts[state] > 0).map((state) => `${counts[state]} ${state}`);
  if (problem_count > 0) parts.push(problem_count === 1 ? '1 problem' : `${problem_count} problems`);
  return parts.length === 0 ? 'no tasks yet' : parts.join(', ');
}

function describeChange({ id, from, to }: StateChange, style: Style): string {
  const name = style.bold(cleanLine(id));
  if (from === null) return `${name}  new: ${to}`;
  if (to === null) return `${name}  gone (was ${from})`;
  return `${name}  ${from} -> ${to === 'ready' ? style.green(to) : to}`;
}

function describeProblem({ path, line, column, message, code }: Problem): string {
  return `${cleanLine(path)}:${line}:${column} ${cleanLine(message)} [${code}]`;
}
