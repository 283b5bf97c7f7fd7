import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { formatBlock, formatScalar, isPlainSafe, normalizeText } from '../../src/format/format-scalar.ts';

const tricky = fc.constantFrom(
  ...[
    'yes',
    'No',
    'on',
    'y',
    'null',
    '~',
    '',
    '0123',
    '1e3',
    '0x1F',
    '0o7',
    '0b1',
    '1_000',
    '12:30',
    '.5',
    '-1',
    '+5',
  ],
  ...[
    '.inf',
    '.NaN',
    '2024-01-01',
    '2024-1-1',
    '2026-01-31T09:30:00Z',
    '<<',
    '=',
    'a: b',
    'a #b',
    'a:',
    '- a',
    '? a',
    '[a',
    'a]',
  ],
  ...[
    'a, b',
    '{',
    '&a',
    '*a',
    '!a',
    '|',
    '>',
    '%',
    '@',
    '`',
    '"',
    "'",
    '\\',
    'a\tb',
    'a\nb',
    '\u2028',
    '\uFEFF',
    '\u0085',
    '...',
    '---',
  ],
);
const text = fc
  .oneof(tricky, fc.string({ unit: 'grapheme' }), fc.string({ unit: 'binary' }))
  .map(normalizeText);

test.each(['plain', 'double', 'single', 'block'] as const)(
  '%s: readers of YAML 1.1 and 1.2 get the text back',
  (style) => {
    fc.assert(
      fc.property(text, (value) => {
        const source = `a: ${formatScalar(value, style)}\nb: [${formatScalar(value, style)}, x]\n`;
        for (const version of ['1.1', '1.2'] as const) {
          expect(parseYaml(source, { version })).toEqual({ a: value, b: [value, 'x'] });
        }
      }),
      { numRuns: 2000, seed: 3 },
    );
  },
);

test('a literal block gives its text back, or is not written', () => {
  fc.assert(
    fc.property(fc.array(text, { maxLength: 4 }), (lines) => {
      const value = lines.join('\n');
      const block = formatBlock(value, '  ', '\n');
      if (block !== null) expect(parseYaml(`a: ${block}\nb: x\n`)).toEqual({ a: value, b: 'x' });
    }),
    { numRuns: 3000, seed: 4 },
  );
  expect(formatBlock('a\n\n  b\n', '  ', '\n')).toBe('|\n  a\n\n    b');
});

test.each(['Hash passwords with argon2id', 'src/auth/**', 'it’s (fine)', '3h', 'Größe – 日本', "Ada's page"])(
  '%s needs no quotes',
  (value) => {
    expect(isPlainSafe(value)).toBe(true);
    expect(formatScalar(value)).toBe(value);
  },
);

test('escapes what cannot be seen', () => {
  expect(formatScalar('a\n\t"\\\u0007\u2028')).toBe('"a\\n\\t\\"\\\\\\u0007\\u2028"');
});
