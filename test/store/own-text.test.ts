import { describe, expect, it } from 'vitest';
import { isOwn, SEAL, seal } from '../../src/store/own-text.ts';

const page = seal(`# Plans\n\nOne folder a plan.\n<!-- ${SEAL} -->\n`);

describe('a sealed text', () => {
  it('is known as our own, also after git has changed its line endings', () => {
    expect(isOwn(page)).toBe(true);
    expect(isOwn(page.replaceAll('\n', '\r\n'))).toBe(true);
  });

  it.each([
    ['a word was changed', page.replace('folder', 'file')],
    ['a line was added at the end', `${page}\nMine.\n`],
    ['the checksum was taken out', page.replace(/checksum [0-9a-f]+/, '')],
    ['there never was a checksum', '# Plans\n'],
    ['the checksum is not filled in', `# Plans\n<!-- ${SEAL} -->\n`],
  ])('is not when %s', (_, text) => {
    expect(isOwn(text)).toBe(false);
  });
});
