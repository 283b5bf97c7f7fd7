/** The three texts of a merge, or what was read from them. `base` is what both sides started from. */
export interface Sides<T> {
  readonly base: T;
  readonly ours: T;
  readonly theirs: T;
}

/** A stretch that both sides changed differently, in the text of each. */
export interface Conflict {
  /** What it concerns: a field, a section, `text`. */
  readonly name: string;
  readonly ours: string;
  readonly theirs: string;
}

/** A part of the merged text, whole lines. */
export type Piece = string | Conflict;

/** What a change made of a value: the side that changed, or what both made of it; undefined when they differ. */
export function pickChange<T>(
  { base, ours, theirs }: Sides<T>,
  isSame: (a: T, b: T) => boolean = Object.is,
): { readonly value: T } | undefined {
  if (isSame(ours, theirs) || isSame(base, theirs)) return { value: ours };
  return isSame(base, ours) ? { value: theirs } : undefined;
}

/** The same question asked of each side. */
export function mapSides<T, R>(sides: Sides<T>, read: (side: T) => R): Sides<R> {
  return { base: read(sides.base), ours: read(sides.ours), theirs: read(sides.theirs) };
}

/** Whether nothing is left to a person. */
export function isClean(pieces: readonly Piece[]): pieces is readonly string[] {
  return pieces.every((piece) => typeof piece === 'string');
}
