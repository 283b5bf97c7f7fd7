import { mapSides, pickChange, type Sides } from './sides.ts';

/**
 * Merges the orders of two lists that have been changed from one base, without repetitions. Keys of the base keep
 * the order of the side that moved them; a new key follows the key of the base that it follows on its side, and
 * where both sides have put keys in one place, `compare` says which goes first. Null when both sides have moved
 * keys, and differently.
 */
export function mergeOrder(
  lists: Sides<readonly string[]>,
  compare: (a: string, b: string) => number,
): string[] | null {
  const anchors = findAnchors(lists);
  if (anchors === null) return null;
  const [left, right] = [groupFollowers(lists.ours, anchors), groupFollowers(lists.theirs, anchors)];
  const merged = [null, ...anchors].flatMap((key) => {
    const added = mergeSequences(left.get(key) ?? [], right.get(key) ?? [], compare);
    return key === null ? added : [key, ...added];
  });
  // A new key that both sides have may stand in two places: the first one counts.
  return [...new Set(merged)];
}

/** Merges two sequences by comparing their first elements; equal ones become one. */
export function mergeSequences<T>(
  ours: readonly T[],
  theirs: readonly T[],
  compare: (a: T, b: T) => number,
): T[] {
  const merged: T[] = [];
  let [a, b] = [0, 0];
  for (;;) {
    const [left, right] = [ours[a], theirs[b]];
    if (left === undefined) return [...merged, ...theirs.slice(b)];
    if (right === undefined) return [...merged, ...ours.slice(a)];
    const order = compare(left, right);
    merged.push(order <= 0 ? left : right);
    if (order <= 0) a += 1;
    if (order >= 0) b += 1;
  }
}

/** Keys that both sides have: all of them where their orders agree, else those of the base as one side has moved them. */
function findAnchors({ base, ours, theirs }: Sides<readonly string[]>): readonly string[] | null {
  const [inBase, inTheirs] = [new Set(base), new Set(theirs)];
  const shared = new Set(ours.filter((key) => inTheirs.has(key)));
  const [left, right] = [ours, theirs].map((keys) => keys.filter((key) => shared.has(key)));
  if (left === undefined || right === undefined || isSame(left, right)) return left ?? null;
  const known = mapSides({ base, ours, theirs }, (keys) =>
    keys.filter((key) => shared.has(key) && inBase.has(key)),
  );
  return pickChange(known, isSame)?.value ?? null;
}

/** The other keys of a list, by the anchor that they follow; null: the beginning. */
function groupFollowers(keys: readonly string[], anchors: readonly string[]): Map<string | null, string[]> {
  const isAnchor = new Set(anchors);
  const groups = new Map<string | null, string[]>();
  let leader: string | null = null;
  for (const key of keys) {
    if (isAnchor.has(key)) leader = key;
    else groups.set(leader, [...(groups.get(leader) ?? []), key]);
  }
  return groups;
}

function isSame(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((key, index) => key === b[index]);
}
