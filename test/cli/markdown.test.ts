import { expect, test } from 'vitest';
import { escapeMarkdown, formatCode } from '../../src/cli/render/markdown.ts';

test.each([
  ['Paint the door', 'Paint the door'],
  ['*bold* _it_ `code` ~~no~~', '\\*bold\\* \\_it\\_ \\`code\\` \\~\\~no\\~\\~'],
  ['<img src=x> [a](b) ![c](d)', '\\<img src=x\\> \\[a\\](b) \\!\\[c\\](d)'],
  ['ask @ben about #12', 'ask &#64;ben about &#35;12'],
  ['a\nb', 'a b'],
  ['&lt;', '\\&lt;'],
])('%j is plain text as %s', (text, expected) => {
  expect(escapeMarkdown(text)).toBe(expected);
});

test.each([
  ['src/a.js', '`src/a.js`'],
  ['a `b` c', '`` a `b` c ``'],
  ['``', '``` `` ```'],
  [' x ', '`  x  `'],
  ['a\nb', '`a b`'],
])('%j is a code span as %s', (text, expected) => {
  expect(formatCode(text)).toBe(expected);
});
