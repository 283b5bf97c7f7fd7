import fc from 'fast-check';
import { expect, it, test } from 'vitest';
import { sortList } from '../../../src/format/lint/sort-list.ts';
import { taskText } from '../fixtures.ts';

const files = (...lines: readonly string[]) => taskText(lines.join('\n'), 'Body.\n');

it.each([
  ['lines', ['files:', '  - b', '  - a'], ['files:', '  - a', '  - b']],
  [
    'quotes and comments behind items',
    ['files:', '  - "b" # why', "  - 'a'"],
    ['files:', "  - 'a'", '  - "b" # why'],
  ],
  ['brackets', ['files: [b,  "a" , c] # all'], ['files: ["a",  b , c] # all']],
  ['brackets over lines', ['files: [', '  b,', '  a', ']'], ['files: [', '  a,', '  b', ']']],
  ['a list among other fields', ['files:', '- b', '- a', 'mine: 1'], ['files:', '- a', '- b', 'mine: 1']],
])('sorts %s', (_name, before, after) => {
  expect(sortList(files(...before), 'files')).toBe(files(...after));
});

it('keeps CRLF', () => {
  const [before, after] = [files('files:', '  - b', '  - a'), files('files:', '  - a', '  - b')];
  expect(sortList(before.replaceAll('\n', '\r\n'), 'files')).toBe(after.replaceAll('\n', '\r\n'));
});

it.each([
  ['comments between items', ['files:', '  - b', '  # then', '  - a']],
  ['a comment above the first item', ['files:', '  # first', '  - b', '  - a']],
  ['blank lines between items', ['files:', '  - b', '', '  - a']],
  ['comments between brackets', ['files: [b, # one', '  a]']],
  ['a single value', ['files: b']],
  ['no such field', ['mine: 1']],
])('leaves %s alone', (_name, lines) => {
  expect(sortList(files(...lines), 'files')).toBeNull();
});

it('returns a sorted list as it is', () => {
  const text = files('files:', '  - a', '  - b');
  expect(sortList(text, 'files')).toBe(text);
});

test('only moves lines, whatever the items', () => {
  const item = fc.string({ minLength: 1, unit: 'grapheme' }).map((text) => JSON.stringify(text));
  fc.assert(
    fc.property(fc.array(item, { minLength: 1, maxLength: 6 }), (items) => {
      const before = files('files:', ...items.map((text) => `  - ${text}`));
      const after = sortList(before, 'files');
      if (after === null) return;
      expect(after.split('\n').sort()).toEqual(before.split('\n').sort());
      expect(sortList(after, 'files')).toBe(after);
    }),
  );
});
