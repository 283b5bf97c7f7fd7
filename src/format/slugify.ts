const BEYOND_ASCII = /[^\0-\x7f]/;

/** Writes a title in lower-case ASCII words joined by `-`; empty when no letter or digit is left. */
export async function slugify(title: string): Promise<string> {
  const text = title.normalize('NFKC').replaceAll('’', "'");
  return slugifyAscii(BEYOND_ASCII.test(text) ? await transliterate(text) : text);
}

/** The same of a text that is ASCII already. */
export function slugifyAscii(text: string): string {
  return text
    .toLowerCase()
    .replace(/['`^]/g, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
}

/** Loaded when it is needed, for it prepares thousands of replacements. Of ASCII it takes away no more than accents. */
async function transliterate(text: string): Promise<string> {
  return (await import('@sindresorhus/transliterate')).default(text);
}
