import { readBusyState } from './busy-state.ts';
import type { CommitFacts } from './commit-facts.ts';
import { refuseInsideHook } from './commit-paths.ts';
import type { RepositoryLocation } from './locate-repository.ts';

/**
 * Finds out before anything is written whether a commit could be made at all; while a merge or the like
 * is going on none will be. Throws `inside-hook`, and what reading the facts throws.
 */
export async function requireCommitReady(
  { gitDir }: RepositoryLocation,
  readFacts: () => Promise<CommitFacts>,
): Promise<void> {
  refuseInsideHook(process.env);
  if (readBusyState(gitDir) === null) await readFacts();
}
