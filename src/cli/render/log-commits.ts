import type { LogEntry } from '../../app/answers.ts';

/** The entries of each commit, in the order in which they come. */
export function groupByCommit(entries: readonly LogEntry[]): readonly (readonly LogEntry[])[] {
  const groups: LogEntry[][] = [];
  for (const entry of entries) {
    const last = groups.at(-1);
    if (last?.[0]?.commit === entry.commit) last.push(entry);
    else groups.push([entry]);
  }
  return groups;
}
