import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { editFile, type FileEdit } from '../../src/format/edit-file.ts';
import { formatBody } from '../../src/format/format-body.ts';
import { readBody } from '../../src/format/sections.ts';
import { corpus, parse, taskText } from './fixtures.ts';

const HEAD = taskText();

/** Applies an edit to a body, with both line endings, and compares the whole body. */
function check(body: string, edit: FileEdit, expected: string) {
  expect(editFile(HEAD + body, edit)).toBe(HEAD + expected);
  const windows = (text: string) => (HEAD + text).replaceAll('\n', '\r\n');
  expect(editFile(windows(body), edit)).toBe(windows(expected));
}

const note = (text: string): FileEdit => ({ notes: [{ date: '2026-01-31', text }] });

describe('the result', () => {
  test.each([
    ['of an empty body', '', 'done', '\n## Result\n\ndone\n'],
    ['goes to the end', '\nText.\n', 'done', '\nText.\n\n## Result\n\ndone\n'],
    [
      'goes before the notes',
      '\nText.\n\n## Notes\n\n- n\n',
      'done',
      '\nText.\n\n## Result\n\ndone\n\n## Notes\n\n- n\n',
    ],
    [
      'replaces the old one',
      '## Result\n\nold\n\n## Other\n\nx\n',
      'new\n\nmore',
      '## Result\n\nnew\n\nmore\n\n## Other\n\nx\n',
    ],
    ['follows a missing line end', 'Text', 'done', 'Text\n\n## Result\n\ndone\n'],
    [
      'is not looked for in code',
      '```\n## Result\n```\n',
      'done',
      '```\n## Result\n```\n\n## Result\n\ndone\n',
    ],
    ['closes an open fence first', '```\n## Result\n', 'done', '```\n## Result\n```\n\n## Result\n\ndone\n'],
    ['closes an open comment first', 'a\n\n<!-- b\n', 'done', 'a\n\n<!-- b\n-->\n\n## Result\n\ndone\n'],
    ['is found under an underline', 'Result\n------\nold\n', 'new', 'Result\n------\n\nnew\n'],
    ['goes away', 'a\n\n## Result\n\nold\n\n## Notes\n', null, 'a\n\n## Notes\n'],
    ['goes away at the end', 'a\n\n## Result\n\nold\n', null, 'a\n'],
    ['is left when it is the same', '## Result\nsame\n\n\n', 'same', '## Result\nsame\n\n\n'],
  ])('%s', (_name, body, result, expected) => check(body, { result }, expected));

  test.each([
    ['# A\n## Notes\n### C', '### A\n### Notes\n### C'],
    ['Notes\n=====\nx', '### Notes\nx'],
    ['two\nlines\n---', '### two lines'],
    ['```\n## Notes', '```\n## Notes\n```'],
    ['<!-- hidden', '<!-- hidden\n-->'],
    ['<<<<<<< a\n=======\n>>>>>>> b', '### <<<<<<< a\n >>>>>>> b'],
    ['<<<<<<< a\n\n=======\n>>>>>>> b', ' <<<<<<< a\n\n =======\n >>>>>>> b'],
    ['a\0b\u001b[31m', 'a\uFFFDb\uFFFD[31m'],
    ['\n\n  a\r\nb  \n', '  a\nb'],
  ])('%j cannot forge a section', (result, expected) => {
    const edited = editFile(`${HEAD}\n## Notes\n\n- 2026-01-01: kept\n`, { result });
    const parsed = parse(edited);
    expect(parsed.written).not.toBeNull();
    expect(readBody(parsed.body)).toMatchObject({ result: expected, notes: ['2026-01-01: kept'] });
  });
});

describe('a note', () => {
  test.each([
    ['opens the section', 'Text.\n', 'n', 'Text.\n\n## Notes\n\n- 2026-01-31: n\n'],
    ['follows the others', '## Notes\n\n- a\n  b\n', 'n', '## Notes\n\n- a\n  b\n- 2026-01-31: n\n'],
    ['fills an empty section', '## Notes\n\n## More\n', 'n', '## Notes\n\n- 2026-01-31: n\n\n## More\n'],
    [
      'stays in its section',
      '## Notes\n\n- a\n\n## More\n',
      'n',
      '## Notes\n\n- a\n- 2026-01-31: n\n\n## More\n',
    ],
    ['indents further lines', '', 'a\n\n- b\nc', '\n## Notes\n\n- 2026-01-31: a\n\n  - b\n  c\n'],
    ['puts a block below its date', '', '```\nx', '\n## Notes\n\n- 2026-01-31:\n\n  ```\n  x\n  ```\n'],
    ['cannot begin a section', '', '## Result\nx', '\n## Notes\n\n- 2026-01-31:\n\n  ### Result\n  x\n'],
  ])('%s', (_name, body, text, expected) => check(body, note(text), expected));
});

test('criteria are checked and unchecked by their position', () => {
  const body = '## Acceptance criteria\n\n- [ ] a\n  - [x] b\n- c\n* [X] d\n';
  const check = [0, 1, 2, 3].map((index) => ({ index, done: index % 2 === 0 }));
  expect(editFile(HEAD + body, { check })).toBe(
    `${HEAD}${body.replace('[ ]', '[x]').replace('[x] b', '[ ] b').replace('[X]', '[ ]')}`,
  );
});

test('a body is read by its sections', () => {
  const body =
    'Goal.\n\n## Context\n\nx\n\n## Acceptance Criteria\n\n- [ ] a\n  more\n- [x] b\n- c\n\n## Result\n\n### R\n\n## After\n\ny\n\n## Notes\n\n- 2026-01-01: n\n  m\n- o\n';
  expect(readBody(body.replaceAll('\n', '\r\n'))).toEqual({
    description: 'Goal.\n\n## Context\n\nx\n\n## After\n\ny',
    acceptanceCriteria: [
      { text: 'a more', done: false },
      { text: 'b', done: true },
      { text: 'c', done: false },
    ],
    result: '### R',
    notes: ['2026-01-01: n\nm', 'o'],
  });
});

test('a description cannot hold sections of its own, and keeps its other headings', () => {
  const body = formatBody({
    description: '## Context\n\nx\n\n## Result\n\ny',
    acceptanceCriteria: [' a\nb ', 'c'],
  });
  expect(body).toBe('## Context\n\nx\n\n### Result\n\ny\n\n## Acceptance criteria\n\n- [ ] a b\n- [ ] c');
  expect(readBody(body)).toMatchObject({
    result: null,
    acceptanceCriteria: [{ text: 'a b' }, { text: 'c' }],
  });
});

test('whatever text goes in comes out of its own section, and the rest stays', () => {
  const lines = fc.constantFrom(
    '# a',
    '## Result',
    '## Notes',
    'b',
    '===',
    '---',
    '```',
    '~~~',
    '<!--',
    '-->',
    '- c',
    '    d',
    '',
    '1. e',
    '> f',
    '\t',
    '<pre>',
    '| g |',
  );
  const text = fc.array(lines, { minLength: 1, maxLength: 6 }).map((parts) => parts.join('\n'));
  const written = text.filter((parts) => parts.trim() !== '');
  const body = corpus.get('completed.txt') ?? '';
  fc.assert(
    fc.property(text, written, (result, added) => {
      const edited = editFile(body, { result, ...note(added) });
      const sections = readBody(parse(edited).body);
      expect(sections.description).toBe('Store password hashes.');
      expect(sections.notes).toHaveLength(2);
      expect(sections.notes[0]).toBe('2026-01-30: the first try used bcrypt');
    }),
    { numRuns: 3000, seed: 11 },
  );
});
