/** Bad data as a value: collected over all files, never thrown, never hidden. */
export interface Problem {
  /** A rule's name in `src/core/rules.ts`. */
  readonly code: string;
  readonly severity: 'error' | 'warning';
  /** POSIX path relative to the root of the work tree. */
  readonly path: string;
  /** 1-based; column counts UTF-16 code units. */
  readonly line: number;
  readonly column: number;
  /** What is wrong, and why it matters where that is not plain. */
  readonly message: string;
  /** What to do. */
  readonly hint: string;
}

/** Orders problems by path, then place, then code. */
export function compareProblems(a: Problem, b: Problem): number {
  return (
    (a.path < b.path ? -1 : a.path > b.path ? 1 : 0) ||
    a.line - b.line ||
    a.column - b.column ||
    (a.code < b.code ? -1 : a.code > b.code ? 1 : 0)
  );
}
