/** Reads one cell of a numeric column; the index must lie inside, which the graph's own indices do. */
export function at(column: ArrayLike<number>, index: number): number {
  return column[index] as number;
}
