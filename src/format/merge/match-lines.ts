/**
 * Which lines of one text are lines of another, in order: a longest common subsequence by the greedy
 * algorithm of Myers (https://doi.org/10.1007/BF01840446).
 */

/** Texts with more differing lines than this are taken as having nothing in common but their ends. */
const MAX_DIFFERENCES = 1500;

/** For each line of `before`, the index of its match in `after`, or -1; matches never cross. */
export function matchLines(before: readonly string[], after: readonly string[]): Int32Array {
  const matches = new Int32Array(before.length).fill(-1);
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) {
    matches[start] = start;
    start += 1;
  }
  let [endBefore, endAfter] = [before.length, after.length];
  while (endBefore > start && endAfter > start && before[endBefore - 1] === after[endAfter - 1]) {
    endBefore -= 1;
    endAfter -= 1;
    matches[endBefore] = endAfter;
  }
  const inner = findPath(before.slice(start, endBefore), after.slice(start, endAfter));
  for (const [x, y] of inner) matches[start + x] = start + y;
  return matches;
}

/** Pairs of equal lines on a shortest way from one text to the other; none when that way is too long. */
function findPath(before: readonly string[], after: readonly string[]): [number, number][] {
  if (before.length === 0 || after.length === 0) return [];
  const trace: Int32Array[] = [];
  const most = Math.min(before.length + after.length, MAX_DIFFERENCES);
  const middle = most + 1;
  /** How far into `before` each diagonal has come. */
  const reach = new Int32Array(2 * middle + 1);
  for (let cost = 0; cost <= most; cost += 1) {
    trace.push(reach.slice(middle - cost - 1, middle + cost + 2));
    for (let diagonal = -cost; diagonal <= cost; diagonal += 2) {
      let x = findStart(reach, middle, diagonal, cost);
      while (x < before.length && x - diagonal < after.length && before[x] === after[x - diagonal]) x += 1;
      reach[middle + diagonal] = x;
      if (x >= before.length && x - diagonal >= after.length) return walkBack(trace, x, x - diagonal);
    }
  }
  return [];
}

function walkBack(trace: readonly Int32Array[], endX: number, endY: number): [number, number][] {
  const pairs: [number, number][] = [];
  let [x, y] = [endX, endY];
  for (const [cost, reach] of [...trace.entries()].toReversed()) {
    const diagonal = x - y;
    const startX = findStart(reach, cost + 1, diagonal, cost);
    for (; x > startX; y -= 1) {
      x -= 1;
      pairs.push([x, y - 1]);
    }
    if (isInsertion(reach, cost + 1, diagonal, cost)) y -= 1;
    else x -= 1;
  }
  return pairs;
}

/** Where a diagonal is entered with one more difference: by a line of `after`, or one of `before`. */
function findStart(reach: Int32Array, middle: number, diagonal: number, cost: number): number {
  const at = middle + diagonal;
  return isInsertion(reach, middle, diagonal, cost) ? (reach[at + 1] ?? 0) : (reach[at - 1] ?? 0) + 1;
}

function isInsertion(reach: Int32Array, middle: number, diagonal: number, cost: number): boolean {
  const at = middle + diagonal;
  return diagonal === -cost || (diagonal !== cost && (reach[at - 1] ?? 0) < (reach[at + 1] ?? 0));
}
