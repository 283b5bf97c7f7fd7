import { findNearest } from '../suggest.ts';
import { createReferenceIndex, resolveExactly } from './reference-index.ts';

/** Comparing with every id costs some 50 ms for 10,000 of them, so it is done for so many unknown names only. */
const MAX_SEARCHES = 10;

/** Makes "did you mean" for ids: the one that a name stands for, else a near one. Equal questions get equal answers. */
export function createIdSuggester(ids: readonly string[]): (unknown: string) => string | null {
  let index: ReturnType<typeof createReferenceIndex> | null = null;
  const answers = new Map<string, string | null>();
  return (unknown) => {
    const known = answers.get(unknown);
    if (known !== undefined) return known;
    index ??= createReferenceIndex(ids);
    const exact = resolveExactly(index, unknown);
    if (exact !== null) return exact;
    const nearest = answers.size < MAX_SEARCHES ? findNearest(unknown, ids) : null;
    if (answers.size < MAX_SEARCHES) answers.set(unknown, nearest);
    return nearest;
  };
}
