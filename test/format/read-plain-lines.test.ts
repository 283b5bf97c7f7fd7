import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { RawEntry, RawValue } from '../../src/format/raw-value.ts';
import { readPlainLines } from '../../src/format/read-plain-lines.ts';
import { readYaml } from '../../src/format/yaml-document.ts';

const safe = fc.constantFrom(
  'a',
  'b-c',
  'x#y',
  '0123',
  'é 日',
  '"q r"',
  '“x”',
  'src/**',
  '1e3',
  'http://x',
  'yes',
);
const odd = fc.constantFrom(
  ...[
    'x: y',
    'x #y',
    'a:',
    'null',
    '~',
    '"q\\n"',
    "'s'",
    '- d',
    '.',
    '[f]',
    '{}',
    '&a',
    '!t',
    '|',
    '>',
    '?',
    ' ',
    '#',
  ],
  ...['(x)', 'a\tb', 'a ', '...', '"a" b', 'a\u2028b', '\u00a0a', 'a\u00a0', '/x', '_', '*', '%', '@'],
);
const word = fc.oneof({ weight: 6, arbitrary: safe }, { weight: 1, arbitrary: odd });
const key = fc.constantFrom('id', 'title', 'a-b', 'status', 'x', 'path', 'blob', '_');
const field = fc.tuple(key, word).map(([name, value]) => `${name}: ${value}`);
const item = fc.oneof(
  word.map((value) => [`  - ${value}`]),
  fc.tuple(key, word, key, word).map(([a, x, b, y]) => [`  - ${a}: ${x}`, `    ${b}: ${y}`]),
);
const block = fc.oneof(
  { weight: 6, arbitrary: field.map((text) => [text]) },
  {
    weight: 4,
    arbitrary: fc
      .tuple(key, fc.array(item, { minLength: 1, maxLength: 3 }))
      .map(([name, items]) => [`${name}:`, ...items.flat()]),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom([''], ['# c'], ['  x'], ['-'], ['  -'], ['1: a'], ['"k": a'], ['x:']),
  },
);

/** Places and values without the extent of collections, which the YAML parser counts differently. */
function reduce(value: RawValue): unknown {
  if (value.kind === 'list') return value.items.map(reduce);
  if (value.kind === 'map') return reduceAll(value.entries);
  return [value.text, value.start, value.end, value.style];
}

function reduceAll(entries: readonly RawEntry[]): unknown {
  return entries.map((entry) => [entry.key, entry.keyRange, reduce(entry.value)]);
}

test('what the plain reader reads, the YAML parser reads alike', () => {
  let read = 0;
  fc.assert(
    fc.property(
      fc.array(block, { minLength: 1, maxLength: 3 }),
      fc.constantFrom('\n', '\r\n'),
      (blocks, eol) => {
        const source = blocks
          .flat()
          .map((text) => text + eol)
          .join('');
        const plain = readPlainLines(source, 0, source.length);
        if (plain === null) return;
        read += 1;
        const yaml = readYaml(source, 0);
        expect(yaml.faults).toEqual([]);
        expect(reduceAll(plain)).toEqual(reduceAll(yaml.entries));
      },
    ),
    { numRuns: 5000, seed: 42 },
  );
  expect(read).toBeGreaterThan(1500);
});

test.each([
  ['a quoted key', '"a": b\n'],
  ['a comment', '# c\na: b\n'],
  ['a continuation line', 'a: b\n  c\n'],
  ['an item under a value', 'a: b\n  - c\n'],
  ['a key without a value', 'a:\nb: c\n'],
  ['a duplicate key', 'a: b\na: c\n'],
  ['an escape', 'a: "b\\n"\n'],
])('leaves %s to the YAML parser', (_name, source) => {
  expect(readPlainLines(source, 0, source.length)).toBeNull();
});
