import type { Sides } from './sides.ts';

/**
 * Merges the orders of two lists that have been changed from one base, without repetitions. Keys that stand
 * on both sides keep the order of the side that moved them; a key of one side follows the key that it
 * follows there, and where both sides have put keys in one place, `compare` says which goes first. Null when
 * both sides have moved keys, and differently.
 */
export function mergeOrder(
  lists: Sides<readonly string[]>,
  compare: (a: string, b: string) => number,
): string[] | null {
  const [inOurs, inTheirs] = [new Set(lists.ours), new Set(lists.theirs)];
  const shared = findSharedOrder(
    lists.base,
    lists.ours.filter((key) => inTheirs.has(key)),
    lists.theirs.filter((key) => inOurs.has(key)),
  );
  if (shared === null) return null;
  const followers = [groupFollowers(lists.ours, inTheirs), groupFollowers(lists.theirs, inOurs)] as const;
  return [null, ...shared].flatMap((key) => {
    const added = mergeSequences(followers[0].get(key) ?? [], followers[1].get(key) ?? [], compare);
    return key === null ? added : [key, ...added];
  });
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

/** The order of the keys that both sides have: that of the side that changed it. */
function findSharedOrder(
  base: readonly string[],
  ours: readonly string[],
  theirs: readonly string[],
): readonly string[] | null {
  if (isSame(ours, theirs)) return ours;
  const known = new Set(base);
  const shared = new Set(ours);
  const before = base.filter((key) => shared.has(key));
  const keepsOrder = (keys: readonly string[]) =>
    isSame(
      keys.filter((key) => known.has(key)),
      before,
    );
  if (keepsOrder(ours) === keepsOrder(theirs)) return null;
  return keepsOrder(ours) ? theirs : ours;
}

/** The keys that the other side lacks, by the key of both that they follow; null: the beginning. */
function groupFollowers(keys: readonly string[], others: ReadonlySet<string>): Map<string | null, string[]> {
  const groups = new Map<string | null, string[]>();
  let leader: string | null = null;
  for (const key of keys) {
    if (others.has(key)) leader = key;
    else groups.set(leader, [...(groups.get(leader) ?? []), key]);
  }
  return groups;
}

function isSame(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((key, index) => key === b[index]);
}
