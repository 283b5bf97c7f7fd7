/**
 * Whether two tasks may touch the same file. Both globs are walked at once, as one walks the product of two
 * automata: first segment by segment, and within a pair of segments character by character.
 */
import { type Glob, type GlobSegment, type GlobToken, parseGlob } from './parse-glob.ts';

/** Tells whether a path can exist that both globs match; true when that cannot be decided. */
export function globsOverlap(a: string, b: string): boolean {
  return parsedGlobsOverlap(parseGlob(a), parseGlob(b));
}

/** The same for globs parsed before; null, which may match anything, overlaps with everything. */
export function parsedGlobsOverlap(a: Glob | null, b: Glob | null): boolean {
  if (a === null || b === null) return true;
  return a.some((pathA) => b.some((pathB) => meet(pathA, pathB, '**', segmentsMeet)));
}

function segmentsMeet(a: GlobSegment, b: GlobSegment): boolean {
  return a === '**' || b === '**' || meet(a, b, '*', tokensMeet);
}

function tokensMeet(a: GlobToken, b: GlobToken): boolean {
  if (a === '*' || b === '*') return true;
  return a.some(([lowA, highA]) => b.some(([lowB, highB]) => lowA <= highB && lowB <= highA));
}

/**
 * Tells whether one sequence can satisfy both patterns, where `star` stands for any number of items.
 * Works from the ends: `row[j]` says whether what follows item i of `a` and item j of `b` can meet.
 */
function meet<Item>(
  a: readonly Item[],
  b: readonly Item[],
  star: Item,
  itemsMeet: (a: Item, b: Item) => boolean,
): boolean {
  let below: boolean[] = [];
  for (let i = a.length; i >= 0; i--) {
    const row: boolean[] = new Array(b.length + 1).fill(false);
    for (let j = b.length; j >= 0; j--) {
      const itemA = a[i];
      const itemB = b[j];
      if (itemA === undefined && itemB === undefined) row[j] = true;
      else if (itemA === star) row[j] = below[j] === true || row[j + 1] === true;
      else if (itemB === star) row[j] = row[j + 1] === true || below[j] === true;
      else if (itemA !== undefined && itemB !== undefined) {
        row[j] = below[j + 1] === true && itemsMeet(itemA, itemB);
      }
    }
    below = row;
  }
  return below[0] === true;
}
