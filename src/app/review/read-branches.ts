import type { BranchVersion } from '../../core/review/find-overlaps.ts';
import { isPlanPath, readVersion } from '../diff/read-version.ts';
import type { PlanTrees, ResolvedRange } from '../ports.ts';

/** More files of other branches are not compared. */
const MAX_FILES = 300;

export interface OtherBranches {
  readonly versions: readonly BranchVersion[];
  /** Whether there is more than was compared. */
  readonly isCut: boolean;
}

/** Reads the plan files that other open branches change. */
export async function readBranches(history: PlanTrees, range: ResolvedRange): Promise<OtherBranches> {
  const { changes, isCut } = await history.listBranchChanges(range);
  const plans = changes.filter(({ path, mode }) => isPlanPath(path) && mode.startsWith('100'));
  const looked = plans.slice(0, MAX_FILES);
  const blobs = await history.readBlobs(looked.map(({ oid }) => oid));
  const versions = looked.map(({ branch, path, ...file }) => ({
    branch,
    version: readVersion(path, file, blobs.get(file.oid) ?? new Uint8Array()),
  }));
  return { versions, isCut: isCut || plans.length > looked.length };
}
