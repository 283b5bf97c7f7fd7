import transliterate from '@sindresorhus/transliterate';

/** Writes a title in lower-case ASCII words joined by `-`; empty when no letter or digit is left. */
export function slugify(title: string): string {
  return transliterate(title.normalize('NFKC'))
    .toLowerCase()
    .replace(/['’]/g, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
}
