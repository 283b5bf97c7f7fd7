import type { VersionPair } from '../../core/diff/file-version.ts';
import type { DeletedVersion } from '../../core/review/find-reused-ids.ts';
import { describePath, isPlanPath, readVersion } from '../diff/read-version.ts';
import type { PlanTrees, ResolvedRange } from '../ports.ts';

/**
 * Finds what ids of the change were used for before, in files that were deleted. For ids that are new the whole history
 * is asked; otherwise only the commits of the change can have taken a file away and put another in its place.
 */
export async function findPastUses(
  history: PlanTrees,
  pairs: readonly VersionPair[],
  { base, head }: ResolvedRange,
): Promise<DeletedVersion[]> {
  if (head === null) return [];
  const suspects = pairs.filter(mayBeAnother);
  if (suspects.length === 0) return [];
  const ids = new Set(suspects.flatMap(({ after }) => after?.id ?? []));
  const hasNew = suspects.some(({ before, after }) => before?.id !== after?.id);
  const deletions = await history.listDeletions(head, hasNew ? null : base);
  const wanted = deletions.filter(({ path }) => isPlanPath(path) && ids.has(describePath(path).id));
  const blobs = await history.readBlobs(wanted.map(({ oid }) => oid));
  return wanted.map(({ path, oid, mode, commit }) => ({
    commit,
    version: readVersion(path, { oid, mode }, blobs.get(oid) ?? new Uint8Array()),
  }));
}

/** Whether the far side may mean something else by the id: it is new, or what makes it what it is has changed. */
function mayBeAnother({ before, after }: VersionPair): boolean {
  if (after === null) return false;
  if (before === null || before.id !== after.id || before.written === null) return true;
  const isOtherWork = (before.task?.completion ?? null) !== (after.task?.completion ?? null);
  return isOtherWork || before.written.title !== after.written?.title;
}
