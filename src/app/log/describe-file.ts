import { type FieldChange, findBodyChanges, findFieldChanges } from '../../core/diff/find-field-changes.ts';
import { findMergeChanges } from '../../core/diff/find-merge-changes.ts';
import type { ReadVersion, Unread } from './read-version.ts';

/** What a commit did to one plan or task. */
export interface FileStory {
  /** The file after the commit, or before it when it was removed. */
  readonly version: ReadVersion;
  /** What it was before, when there is a version after it too. */
  readonly former: ReadVersion | null;
  /** Why the changes may not be all of them; null when they are. */
  readonly unread: Unread | null;
  readonly changes: readonly FieldChange[];
}

/**
 * Tells what became of a file, from its version before, one a parent, and after. Two stories where git took for a
 * rename what are two tasks of one form; none where only the form has changed.
 */
export function describeFile(
  before: readonly (ReadVersion | null)[],
  after: ReadVersion | null,
): readonly FileStory[] {
  const former = before.find((version) => version !== null) ?? null;
  const version = after ?? former;
  if (version === null) return [];
  if (before.length === 1 && former !== null && after !== null && !isSameFile(former, after)) {
    return [...describeFile([null], after), ...describeFile([former], null)];
  }
  const changes = findMergeChanges(before.map((old) => compare(old, after)));
  const unread = [after, ...before].find((one) => one?.unread)?.unread ?? null;
  if (changes.length === 0 && unread === null) return [];
  return [{ version, former: after === null ? null : former, unread, changes }];
}

/** Whether a move led from one to the other: the id stays in it, or the title when the id is corrected. */
export function isSameFile(before: ReadVersion, after: ReadVersion): boolean {
  if (before.kind !== after.kind) return false;
  if (before.id === after.id || before.written === null || after.written === null) return true;
  return before.written.title === after.written.title;
}

function compare(before: ReadVersion | null, after: ReadVersion | null): readonly FieldChange[] {
  const file = findDifference('file', before?.path ?? null, after?.path ?? null);
  const isSynthesis = (after ?? before)?.kind === 'synthesis';
  if (isSynthesis)
    return [...file, ...findDifference('synthesis', before?.blob ?? null, after?.blob ?? null)];
  if (before?.unread || after?.unread) {
    return [...file, ...findDifference('readable', isReadable(before), isReadable(after))];
  }
  return [
    ...file,
    ...findFieldChanges(before?.written ?? null, after?.written ?? null),
    ...findBodyChanges(before?.body ?? null, after?.body ?? null),
  ];
}

/** Null where nothing can be said. */
function isReadable(version: ReadVersion | null): boolean | null {
  return version === null || version.unread === 'missing' ? null : version.unread === null;
}

function findDifference<Value extends string | boolean | null>(
  field: string,
  from: Value,
  to: Value,
): FieldChange[] {
  return from === to ? [] : [{ field, from, to }];
}
