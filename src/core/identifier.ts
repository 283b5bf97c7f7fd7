/**
 * Ids of plans and tasks: `<slug>-<suffix>`, where the suffix is six characters of Crockford base32 in
 * lower case (no i, l, o, u), so that two clones can create tasks without asking each other.
 */

const SUFFIX_LENGTH = 6;
const MAX_SLUG_LENGTH = 32;
const GRAMMAR = /^[a-z0-9]+(-[a-z0-9]+)*-[0-9a-hjkmnp-tv-z]{6}$/;

/** Tells whether the text is an id as this program writes them; plans and tasks share the grammar. */
export function isTaskId(text: string): boolean {
  return GRAMMAR.test(text);
}

/** Puts an id together; the slug is reduced to `a-z0-9-`, cut to 32 characters at a word, or `task`. */
export function formatId(slug: string, suffix: string): string {
  const words = slug
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
  return `${cutAtWord(words) || 'task'}-${suffix}`;
}

/** Takes an id apart; null when the text is not one. */
export function parseId(id: string): { slug: string; suffix: string } | null {
  if (!isTaskId(id)) return null;
  return { slug: id.slice(0, -SUFFIX_LENGTH - 1), suffix: id.slice(-SUFFIX_LENGTH) };
}

function cutAtWord(words: string): string {
  if (words.length <= MAX_SLUG_LENGTH) return words;
  const boundary = words.lastIndexOf('-', MAX_SLUG_LENGTH);
  return words.slice(0, boundary > 0 ? boundary : MAX_SLUG_LENGTH);
}
