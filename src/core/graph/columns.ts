/** Reads one cell of a numeric column; the index must lie inside, which the graph's own indices do. */
export function at(column: ArrayLike<number>, index: number): number {
  return column[index] as number;
}

/** Whether two columns of the same length hold the same. */
export function haveSameCells(a: ArrayLike<number>, b: ArrayLike<number>): boolean {
  if (a === b) return true;
  for (let row = 0; row < a.length; row++) if (a[row] !== b[row]) return false;
  return true;
}
