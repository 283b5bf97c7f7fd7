import { expect, it } from 'vitest';
import { slugify } from '../../src/format/slugify.ts';

it.each([
  ['Build the cart', 'build-the-cart'],
  ["Don't  panic!", 'dont-panic'],
  ['Größe ändern', 'groesse-aendern'],
  ['ＦＵＬＬ width', 'full-width'],
  ['日本', ''],
])('%s becomes %s', async (title, slug) => {
  const words = await slugify(title);
  if (slug !== '') expect(words).toBe(slug);
  expect(words).toMatch(/^[a-z0-9-]*$/);
});

it('does without the package what the package would do', async () => {
  for (let code = 0; code < 128; code++) {
    const title = `a${String.fromCharCode(code)}b`;
    expect(await slugify(title)).toBe(await slugify(`${title}é`).then((slug) => slug.slice(0, -1)));
  }
});
