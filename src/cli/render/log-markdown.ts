import type { LogAnswer, LogEntry } from '../../app/answers.ts';
import { describeChanges, nameFate } from './field-changes.ts';
import { groupByCommit } from './log-commits.ts';
import { escapeMarkdown, formatCode } from './markdown.ts';

/** A list for a page or a pull request: a commit, its tasks, their changes. */
export function renderLogMarkdown(answer: LogAnswer): string {
  const claims = answer.claims.map(
    ({ task, actor, since }) => `- ${formatCode(task)} is claimed by ${escapeMarkdown(actor)} since ${since}`,
  );
  const commits = groupByCommit(answer.entries).flatMap(listCommit);
  const end = [
    ...(answer.more ? ['Older changes are left out.'] : []),
    ...answer.ends_at.map((oid) => `The history of this clone ends at ${formatCode(oid.slice(0, 12))}.`),
    ...(answer.problem_count > 0
      ? [`Files with problems: ${answer.problem_count}; see ${formatCode('orc lint')}.`]
      : []),
  ];
  const list = [...claims, ...commits];
  const blocks = [
    ...(list.length > 0 ? [list.join('\n')] : ['Nothing about plans is in this history.']),
    ...end,
  ];
  return `${blocks.join('\n\n')}\n`;
}

function listCommit(entries: readonly LogEntry[]): string[] {
  const [first] = entries;
  if (first === undefined) return [];
  const { commit, at, author, subject } = first;
  const head = `- ${formatCode(commit.slice(0, 12))} ${at.slice(0, 10)}, ${escapeMarkdown(author)}: ${escapeMarkdown(subject)}`;
  return [head, ...entries.flatMap(listEntry)];
}

function listEntry(entry: LogEntry): string[] {
  const fate = nameFate(entry);
  const title = entry.title === null ? '' : ` ${escapeMarkdown(entry.title)}`;
  const head = `  - ${formatCode(entry.task ?? entry.plan)}${title}${fate === '' ? '' : ` (${escapeMarkdown(fate)})`}`;
  const lines = describeChanges(entry.changes);
  return [head, ...lines.map(({ field, text }) => `    - ${escapeMarkdown(field)}: ${formatCode(text)}`)];
}
