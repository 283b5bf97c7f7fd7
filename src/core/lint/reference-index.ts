import { parseId } from '../identifier.ts';

/**
 * Ids by the names that stand for one of them: its whole slug, its suffix, or the id itself in other
 * letters. Null when several ids share the name. Prefixes do not count: what a file names must not change
 * its meaning with the next task.
 */
export type ReferenceIndex = ReadonlyMap<string, string | null>;

/** Builds the index; `aliases` are further names, such as the ids that files had before a repair. */
export function createReferenceIndex(
  ids: Iterable<string>,
  aliases: Iterable<readonly [name: string, id: string]> = [],
): ReferenceIndex {
  const index = new Map<string, string | null>();
  const add = (name: string, id: string) => {
    const known = index.get(name);
    index.set(name, known === undefined || known === id ? id : null);
  };
  for (const id of ids) {
    const parts = parseId(id);
    for (const name of parts === null ? [id] : [id, parts.slug, parts.suffix]) add(name, id);
  }
  for (const [name, id] of aliases) add(normalize(name), id);
  return index;
}

/** The one id that a reference stands for, or null. */
export function resolveExactly(index: ReferenceIndex, reference: string): string | null {
  return index.get(normalize(reference)) ?? null;
}

function normalize(reference: string): string {
  return reference.trim().toLowerCase().replaceAll('_', '-');
}
