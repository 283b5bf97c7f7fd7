import fc from 'fast-check';
import { expect, test } from 'vitest';
import { editFile } from '../../src/format/edit-file.ts';
import { readFrontMatter } from '../../src/format/front-matter.ts';
import { toPlainObject } from '../../src/format/raw-value.ts';
import { isFault, splitFile } from '../../src/format/split-file.ts';

/** Values in every style of YAML, each with what may stand between it and the end of its line. */
const value = fc.constantFrom(
  ...['plain', 'plain # c', '"double \\u00e9"', "'it''s'   # c", '0123', '2024-01-01', '~', '', '# only'],
  ...[
    '[a,  b, ]',
    '{k: v}',
    '|\n  a\n   b',
    '>-\n  a\n\n  b',
    '|+\n  a\n\n',
    '"over\n  lines"',
    'over\n  lines',
  ],
  ...['\n  - a\n  # in between\n  - b # c', '\n- a\n- - b', '\n  k: v\n  l:\n   - m'],
);
const space = fc.constantFrom(' ', '   ', '\t');
const gap = fc.constantFrom('', '\n', '# comment\n', '\n\n  # indented\n');
const names = ['id', 'title', 'status', 'owner', 'depends_on', 'labels', 'reason', 'zz', '"quoted"', '0123'];
const fields = fc
  .uniqueArray(fc.tuple(fc.constantFrom(...names), space, value, gap), {
    selector: ([name]) => name,
    minLength: 1,
  })
  .map((parts) =>
    parts.map(([name, blank, text, after]) => ({
      name,
      lines: `${name}:${text.startsWith('\n') ? '' : blank}${text}\n${after}`,
    })),
  );
const written = fc.constantFrom(
  'blocked',
  'yes',
  'a: b',
  "it's",
  '#',
  'two\nlines',
  '',
  'é',
  '- x',
  '"',
  ' x',
);

function readPlain(text: string) {
  const split = splitFile(text);
  return isFault(split) ? null : toPlainObject(readFrontMatter(text, split).entries);
}

test('setting one field leaves the bytes of all others', () => {
  fc.assert(
    fc.property(
      fields,
      fc.nat(),
      written,
      fc.constantFrom('\n', '\r\n'),
      fc.boolean(),
      (parts, pick, text, eol, isMarked) => {
        const target = parts[pick % parts.length]?.name ?? '';
        const source = (lines: readonly string[]) =>
          `${isMarked ? '\uFEFF' : ''}---\n${lines.join('')}---\nbody`.replaceAll('\n', eol);
        const before = source(parts.map((part) => part.lines));
        const key = target.replaceAll('"', '');
        const after = editFile(before, { set: { [key]: text } });
        const at = parts.findIndex((part) => part.name === target);
        const head = source(parts.slice(0, at).map((part) => part.lines)).slice(0, -`---${eol}body`.length);
        expect(after.startsWith(head)).toBe(true);
        const tail = [...parts.slice(at + 1).map((part) => part.lines), '---\nbody']
          .join('')
          .replaceAll('\n', eol);
        expect(after.endsWith(tail)).toBe(true);
        expect(readPlain(after)).toEqual({ ...readPlain(before), [key]: text });
      },
    ),
    { numRuns: 1500, seed: 7 },
  );
});

test('adding a field and removing it again gives the same bytes', () => {
  fc.assert(
    fc.property(
      fields,
      written.filter((text) => text !== ''),
      (parts, text) => {
        const before = `---\n${parts.map((part) => part.lines).join('')}---\nbody`;
        const added = editFile(before, { set: { effort: text } });
        expect(readPlain(added)).toEqual({ ...readPlain(before), effort: text });
        expect(editFile(added, { set: { effort: null } })).toBe(before);
      },
    ),
    { numRuns: 1000, seed: 8 },
  );
});
