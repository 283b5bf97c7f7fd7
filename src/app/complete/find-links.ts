import type { Task } from '../../core/task.ts';
import type { Ports } from '../ports.ts';

export interface LinkSearch {
  readonly task: Task;
  /** The search begins after this commit; null: there is no such commit. */
  readonly base: string | null;
  /** Whether the base is a claim's: then a null base means that history began after the claim. */
  readonly isClaimed: boolean;
  readonly artifactPaths: readonly string[];
  /** Commits that the caller named. */
  readonly named: readonly string[];
  /** The commit of the work that was just made, on top of all others; null when there is none. */
  readonly made: string | null;
}

/**
 * The commits that hold the work, oldest first: those after the base that carry the task's line, touch an
 * artifact path or lie on the task's own branch, those that were named, and the one that was made.
 */
export async function findLinks(ports: Ports, search: LinkSearch): Promise<readonly string[]> {
  const { task, base, isClaimed, artifactPaths, named, made } = search;
  const found = new Set<string>();
  // Without a claim and without the commit that added the file, nothing tells where the work began.
  if (isClaimed || base !== null) {
    const query = { task: task.id, base, before: made, artifactPaths };
    for (const oid of await ports.git.findTaskCommits(query)) found.add(oid);
    for (const oid of await ports.git.findBranchCommits(base, made)) found.add(oid);
  }
  for (const oid of named) found.add(oid);
  if (made !== null) found.add(made);
  return [...found];
}
