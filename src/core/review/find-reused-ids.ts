import type { FileVersion, VersionPair } from '../diff/file-version.ts';
import type { Problem } from '../problem.ts';
import { createReviewProblem } from './review-rules.ts';

/** A version that some commit deleted. */
export interface DeletedVersion {
  readonly commit: string;
  readonly version: FileVersion;
}

/**
 * Finds ids that stood for something else before: what was deleted under the id had another title, or a completion
 * that the file does not have now. What is brought back as it was is no reuse.
 */
export function findReusedIds(pairs: readonly VersionPair[], deleted: readonly DeletedVersion[]): Problem[] {
  const byId = new Map<string, DeletedVersion[]>();
  for (const one of deleted) {
    const known = byId.get(one.version.id);
    if (known === undefined) byId.set(one.version.id, [one]);
    else known.push(one);
  }
  return pairs.flatMap(({ after }) => {
    if (after?.written == null) return [];
    const other = byId.get(after.id)?.find(({ version }) => isOther(version, after));
    if (other === undefined) return [];
    const was =
      other.version.written === null ? '' : `: it was ${JSON.stringify(other.version.written.title)}`;
    const message = `${after.id} was the id of something else until ${other.commit.slice(0, 12)}${was}.`;
    return [createReviewProblem('reused-id', { path: after.path, ...after.locateField('id') }, message)];
  });
}

function isOther(deleted: FileVersion, now: FileVersion): boolean {
  if (deleted.kind !== now.kind || deleted.id !== now.id || deleted.written === null) return false;
  const lost = deleted.task?.completion ?? null;
  const isOtherWork = lost !== null && lost !== (now.task?.completion ?? null) && !mentions(now, lost);
  return isOtherWork || deleted.written.title !== now.written?.title;
}

/** A task that was opened again names the completion that it had in a note. */
function mentions({ body }: FileVersion, completion: string): boolean {
  return body?.notes.some((note) => note.includes(completion)) ?? false;
}
