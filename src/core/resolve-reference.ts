/** How people name a task or plan: by its id, its suffix, its slug, or a prefix of the id. */

const SUFFIX_LENGTH = 6;
const MIN_PREFIX_LENGTH = 3;

/**
 * Finds the ids that a reference may mean, sorted and without repetitions; at most three passes over the ids.
 * The whole id wins over everything, then a whole suffix or slug, then a prefix of 3 characters or more.
 * `_` reads as `-` and upper case as lower case.
 */
export function findMatches(reference: string, ids: readonly string[]): string[] {
  const wanted = reference.trim();
  const normalised = wanted.toLowerCase().replaceAll('_', '-');
  if (normalised === '') return [];
  for (const whole of [wanted, normalised]) if (ids.includes(whole)) return [whole];
  const named = new Set<string>();
  const begun = new Set<string>();
  for (const id of ids) {
    if (isNamedBy(id, normalised)) named.add(id);
    else if (normalised.length >= MIN_PREFIX_LENGTH && id.startsWith(normalised)) begun.add(id);
  }
  return [...(named.size > 0 ? named : begun)].sort();
}

function isNamedBy(id: string, name: string): boolean {
  const slugLength = id.length - SUFFIX_LENGTH - 1;
  if (slugLength < 1 || id[slugLength] !== '-') return false;
  if (name.length === SUFFIX_LENGTH && id.endsWith(name)) return true;
  return name.length === slugLength && id.startsWith(name);
}
