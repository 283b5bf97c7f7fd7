import { createLogParser } from './audit-log-parser.ts';
import { HISTORY_AS_IT_IS, type HistoryRange, revisionsOf } from './audit-range.ts';
import { requireGit, streamGit } from './run-git.ts';

/** What the message of a commit says. */
export interface Named {
  readonly tasks: readonly string[];
  readonly completions: readonly string[];
}

export interface MessageLog {
  /** All commits of the range, newest first; parents never before their children. */
  readonly oids: readonly string[];
  /** What the messages say, for the commits that say something. */
  readonly named: ReadonlyMap<string, Named>;
}

/** Reads every message, which is quick, for the lines that name tasks and completions. */
export async function readMessages(range: HistoryRange): Promise<MessageLog> {
  const oids: string[] = [];
  const named = new Map<string, Named>();
  const parser = createLogParser(({ oid, tasks, completions }) => {
    oids.push(oid);
    if (tasks.length + completions.length > 0) named.set(oid, { tasks, completions });
  });
  const options = ['-z', '--topo-order', '--format=%x01%H%n%B', '--encoding=UTF-8'];
  const plain = ['--no-color', '--no-show-signature', '--no-notes', '--no-patch'];
  const args = ['log', ...options, ...plain, ...revisionsOf(range), '--'];
  await streamGit({ root: range.root, args, env: HISTORY_AS_IT_IS }, parser.take);
  parser.end();
  return { oids, named };
}

/** Commits of the range that touch any of the paths, side branches included. */
export async function listTouching(
  range: HistoryRange,
  paths: readonly string[],
): Promise<ReadonlySet<string>> {
  const args = ['rev-list', '--full-history', ...revisionsOf(range), '--', ...paths];
  const found = await requireGit({ root: range.root, args, env: HISTORY_AS_IT_IS });
  return new Set(found.toString('latin1').split('\n').filter(Boolean));
}
