import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cleanLine, cleanText } from '../../src/core/clean-text.ts';

test.each([
  ['Hash passwords – naïve 漢字 👍', 'Hash passwords – naïve 漢字 👍'],
  ['red \u001b[31malert', 'red \uFFFD[31malert'],
  ['C1 \u009b31m', 'C1 \uFFFD31m'],
  ['bidi \u202Egnp.exe', 'bidi \uFFFDgnp.exe'],
  ['zero\u200Bwidth', 'zero\uFFFDwidth'],
  ['tag \u{E0041}', 'tag \uFFFD'],
  ['half \uD800', 'half \uFFFD'],
  ['two\r\nlines\tand\rmore', 'two lines and more'],
  ['separator\u2028here', 'separator\uFFFDhere'],
])('makes a safe line of %j', (text, expected) => {
  expect(cleanLine(text)).toBe(expected);
});

test('keeps line feeds and tabs in text of several lines', () => {
  expect(cleanText('a\r\n\tb\rc\u001b')).toBe('a\n\tb\uFFFDc\uFFFD');
});

test('leaves nothing that a terminal obeys, and cleaning again changes nothing', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(cleanLine(text)).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
      expect(cleanText(text)).not.toMatch(/(?![\n\t])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
      expect(cleanLine(cleanLine(text))).toBe(cleanLine(text));
    }),
  );
});
