/** Part of a history: what a tip contains, without what another commit contains. */
export interface HistoryRange {
  /** Root of the work tree. */
  readonly root: string;
  readonly tip: string;
  /** Null: everything. */
  readonly after: string | null;
}

export function revisionsOf({ tip, after }: HistoryRange): string[] {
  return after === null ? [tip] : [tip, `^${after}`];
}

/** Local replacements of objects are not history, and nothing is fetched to answer. */
export const HISTORY_AS_IT_IS = {
  GIT_NO_REPLACE_OBJECTS: '1',
  GIT_NO_LAZY_FETCH: '1',
  GIT_ALLOW_PROTOCOL: 'none',
} as const;
