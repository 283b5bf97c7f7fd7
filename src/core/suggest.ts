/** "Did you mean": the nearest known word to one that is not known. */

/** Longer text is no misspelt name. */
const MAX_LENGTH = 200;

/**
 * Finds the word nearest to the given one, or null when none is near: at most a third of its letters
 * wrong, left out, added or swapped; else a word that begins with it. Case and `_`, `-`, space are
 * the same. The first of equally near words wins.
 */
export function findNearest(word: string, words: Iterable<string>): string | null {
  const wanted = fold(word);
  if (wanted === '' || wanted.length > MAX_LENGTH) return null;
  let nearest: string | null = null;
  let begun: string | null = null;
  let limit = Math.max(1, Math.floor(wanted.length / 3));
  for (const candidate of words) {
    const folded = fold(candidate);
    if (wanted.length >= 3 && folded.startsWith(wanted)) begun ??= candidate;
    const distance = deriveDistance(wanted, folded, limit);
    if (distance > limit) continue;
    nearest = candidate;
    if (distance === 0) break;
    limit = distance - 1;
  }
  return nearest ?? begun;
}

function fold(word: string): string {
  return word
    .trim()
    .toLowerCase()
    .replace(/[\s_]+/g, '-');
}

/** Edits between two words (optimal string alignment); any number above `limit` when there are more. */
function deriveDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    let smallest = row;
    for (let column = 1; column <= b.length; column++) {
      const same = a[row - 1] === b[column - 1];
      let cost = Math.min(
        cell(last, column) + 1,
        cell(current, column - 1) + 1,
        cell(last, column - 1) + (same ? 0 : 1),
      );
      const swapped = a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      if (row > 1 && column > 1 && swapped) cost = Math.min(cost, cell(beforeLast, column - 2) + 1);
      current.push(cost);
      smallest = Math.min(smallest, cost);
    }
    if (smallest > limit) return limit + 1;
    beforeLast = last;
    last = current;
  }
  return cell(last, b.length);
}

function cell(row: readonly number[], column: number): number {
  return row[column] ?? Number.POSITIVE_INFINITY;
}
