import { parseId } from '../identifier.ts';
import type { FileVersion, VersionPair } from './file-version.ts';

/** A path with what it holds on the two sides. */
export interface ChangedPath extends VersionPair {
  readonly path: string;
}

/**
 * Puts together what is the same task or plan on both sides: by path; else by id, when the file was moved; else by
 * the suffix of the id or, within a plan, by the title, when it was renamed. What is left was added or removed.
 */
export function pairVersions(changes: readonly ChangedPath[]): VersionPair[] {
  const pairs: VersionPair[] = changes.filter(({ before, after }) => before !== null && after !== null);
  let removed = changes.flatMap(({ before, after }) => (before !== null && after === null ? before : []));
  let added = changes.flatMap(({ before, after }) => (before === null && after !== null ? after : []));
  for (const keyOf of [idKey, suffixKey, titleKey]) {
    const found = match(removed, added, keyOf);
    const matched = new Set<FileVersion | null>(found.flatMap(({ before, after }) => [before, after]));
    pairs.push(...found);
    removed = removed.filter((version) => !matched.has(version));
    added = added.filter((version) => !matched.has(version));
  }
  return [
    ...pairs,
    ...removed.map((before) => ({ before, after: null })),
    ...added.map((after) => ({ before: null, after })),
  ];
}

type Key = (version: FileVersion) => string | null;

const idKey: Key = ({ kind, id }) => `${kind} ${id}`;

const suffixKey: Key = ({ kind, id }) => {
  const suffix = parseId(id)?.suffix;
  return suffix === undefined ? null : `${kind} ${suffix}`;
};

const titleKey: Key = ({ kind, planId, written }) =>
  written === null ? null : `${kind} ${kind === 'task' ? planId : ''} ${written.title}`;

/** Pairs those that share a key with exactly one of the other side. */
function match(removed: readonly FileVersion[], added: readonly FileVersion[], keyOf: Key): VersionPair[] {
  const [left, right] = [groupBy(removed, keyOf), groupBy(added, keyOf)];
  return [...left].flatMap(([key, [before, ...others]]) => {
    const [after, ...more] = right.get(key) ?? [];
    const isClear = before !== undefined && after !== undefined && others.length + more.length === 0;
    return isClear ? [{ before, after }] : [];
  });
}

function groupBy(versions: readonly FileVersion[], keyOf: Key): Map<string, FileVersion[]> {
  const groups = new Map<string, FileVersion[]>();
  for (const version of versions) {
    const key = keyOf(version);
    if (key === null) continue;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [version]);
    else group.push(version);
  }
  return groups;
}
