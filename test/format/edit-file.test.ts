import { describe, expect, test } from 'vitest';
import { PlanError } from '../../src/errors.ts';
import { editFile, type FileEdit } from '../../src/format/edit-file.ts';
import { corpus, OID, taskText } from './fixtures.ts';

/** Lines that an edit took away (`-`) and put in (`+`), without those at both ends that are the same. */
function diff(before: string, after: string): string[] {
  const [old, now] = [before.split('\n'), after.split('\n')];
  let head = 0;
  while (head < old.length && old[head] === now[head]) head += 1;
  let tail = 0;
  while (tail < old.length - head && tail < now.length - head && old.at(-1 - tail) === now.at(-1 - tail))
    tail += 1;
  const removed = old.slice(head, old.length - tail).map((line) => `-${line}`);
  return [...removed, ...now.slice(head, now.length - tail).map((line) => `+${line}`)];
}

function check(lines: string, edit: FileEdit, expected: readonly string[]) {
  const text = taskText(lines, '\nbody\n');
  expect(diff(text, editFile(text, edit))).toEqual(expected);
  const windows = text.replaceAll('\n', '\r\n');
  expect(editFile(windows, edit)).toBe(editFile(text, edit).replaceAll('\n', '\r\n'));
}

function refusal(text: string, edit: FileEdit): string {
  try {
    editFile(text, edit);
  } catch (error) {
    if (error instanceof PlanError) return error.code;
    throw error;
  }
  return 'none';
}

test('an empty edit is the identity on bytes', () => {
  for (const text of corpus.values()) {
    if (refusal(text, {}) === 'none') expect(editFile(text, {})).toBe(text);
  }
});

describe('setting a value', () => {
  test.each<[string, string, FileEdit, string[]]>([
    [
      'a plain one',
      'status: pending',
      { set: { status: 'blocked' } },
      ['-status: pending', '+status: blocked'],
    ],
    [
      'and keeps spacing and comment',
      'status:   pending  # c',
      { set: { status: 'failed' } },
      ['-status:   pending  # c', '+status:   failed  # c'],
    ],
    ['and keeps double quotes', 'source: "a"', { set: { source: 'b' } }, ['-source: "a"', '+source: "b"']],
    [
      'and keeps single quotes',
      "source: 'a'",
      { set: { source: "b's" } },
      ["-source: 'a'", "+source: 'b''s'"],
    ],
    [
      'and quotes what YAML would retype',
      'source: a',
      { set: { source: '0123' } },
      ['-source: a', '+source: "0123"'],
    ],
    [
      'of a list in brackets',
      'files: [a]  # c',
      { set: { files: ['b', 'c'] } },
      ['-files: [a]  # c', '+files:  # c', '+  - b', '+  - c'],
    ],
    ['of a scalar to a list', 'files: a', { set: { files: ['a'] } }, ['-files: a', '+files:', '+  - a']],
    [
      'of a list to a scalar',
      'reason:\n  - a\n  - b',
      { set: { reason: 'c' } },
      ['-reason:', '-  - a', '-  - b', '+reason: c'],
    ],
    [
      'that is empty',
      'reason: # why\nsource: x',
      { set: { reason: 'r' } },
      ['-reason: # why', '+reason: r # why'],
    ],
    [
      'of several lines',
      'reason: |\n  a\n\nsource: x',
      { set: { reason: 'c\nd' } },
      ['-reason: |', '-  a', '+reason: |-', '+  c', '+  d'],
    ],
    [
      'of a folded text',
      'reason: a\n  b\nsource: x',
      { set: { reason: 'c' } },
      ['-reason: a', '-  b', '+reason: c'],
    ],
    ['to what it is already', 'files: [ a,b ]', { set: { files: ['a', 'b'] } }, []],
    [
      'under a quoted key',
      '"status": pending',
      { set: { status: 'failed' } },
      ['-"status": pending', '+"status": failed'],
    ],
    ['to nothing', 'reason: x # c\nsource: y', { set: { reason: null } }, ['-reason: x # c']],
    ['to an empty list', 'files:\n  - a\nsource: y', { set: { files: [] } }, ['-files:', '-  - a']],
  ])('%s', (_name, lines, edit, expected) => check(lines, edit, expected));

  test('a new one goes after the nearest field before it in the order of the table', () => {
    check('status: pending\nlabels: [a]\nsource: x', { set: { priority: 'high' } }, ['+priority: high']);
    const text = taskText('status: pending\nlabels: [a]\nsource: x');
    expect(editFile(text, { set: { priority: 'high' } })).toContain(
      'status: pending\npriority: high\nlabels',
    );
    expect(editFile(text, { set: { owner: 'me' } })).toContain('source: x\nowner: me\n---');
  });

  test('a new first one goes below the comment at the top', () => {
    const text = '---\n# yaml-language-server: $schema=x\ntitle: T\n---\n';
    expect(editFile(text, { set: { id: 'a-000000' } })).toBe(text.replace('title', 'id: a-000000\ntitle'));
  });

  test('artifacts and times are written in their form', () => {
    const edited = editFile(taskText(), {
      set: {
        completed_at: '2026-01-31T09:30:00Z',
        artifacts: [
          { path: 'a b.ts', blob: OID },
          { path: 'docs/', tree: '1'.repeat(40) },
          { path: 'x.ts', deleted: true },
        ],
      },
    });
    expect(diff(taskText(), edited)).toEqual([
      '+completed_at: "2026-01-31T09:30:00Z"',
      '+artifacts:',
      '+  - path: a b.ts',
      `+    blob: ${OID}`,
      '+  - path: docs/',
      `+    tree: "${'1'.repeat(40)}"`,
      '+  - path: x.ts',
      '+    deleted: true',
    ]);
  });
});

describe('items of a list', () => {
  test.each<[string, string, FileEdit, string[]]>([
    ['added at the sorted place', 'files:\n  - a\n  - c', { add: { files: ['b'] } }, ['+  - b']],
    [
      'added at the end of a list in another order',
      'files:\n  - c\n  - a',
      { add: { files: ['b'] } },
      ['+  - b'],
    ],
    ['added before the first', 'files:\n  - b # c', { add: { files: ['a'] } }, ['+  - a']],
    ['added in the spacing of the list', 'files:\n-   b', { add: { files: ['c'] } }, ['+-   c']],
    [
      'added in brackets',
      'files: [a,  c] # x',
      { add: { files: ['b', 'd'] } },
      ['-files: [a,  c] # x', '+files: [a,  b, c, d] # x'],
    ],
    [
      'added to empty brackets',
      'files: [] # x',
      { add: { files: ['b'] } },
      ['-files: [] # x', '+files: [b] # x'],
    ],
    ['added to an empty field', 'files:\nsource: x', { add: { files: ['b'] } }, ['+  - b']],
    ['added to an absent field', 'source: x', { add: { files: ['b'] } }, ['+files:', '+  - b']],
    ['that are there already', 'files:\n  - a', { add: { files: ['a'] } }, []],
    ['removed', 'files:\n  - a\n  # note\n  - b # c\n  - c', { remove: { files: ['b'] } }, ['-  - b # c']],
    [
      'removed from brackets',
      'files: [a, b, c]',
      { remove: { files: ['a'] } },
      ['-files: [a, b, c]', '+files: [b, c]'],
    ],
    [
      'removed at the end of brackets',
      'files: [a, b, c]',
      { remove: { files: ['c'] } },
      ['-files: [a, b, c]', '+files: [a, b]'],
    ],
    [
      'removed from brackets over lines',
      'files: [\n  a,\n  b # c\n  ]',
      { remove: { files: ['a'] } },
      ['-  a,'],
    ],
    [
      'removed, the last one with its field',
      'files: # c\n  - a\nsource: x',
      { remove: { files: ['a'] } },
      ['-files: # c', '-  - a'],
    ],
    ['that are not there', 'files: [a]', { remove: { files: ['x'], depends_on: ['y'] } }, []],
  ])('%s', (_name, lines, edit, expected) => check(lines, edit, expected));

  test('a sorted insert leaves the comment above the next item with that item', () => {
    const edited = editFile(taskText('files:\n  - a\n  # about c\n  - c'), { add: { files: ['b'] } });
    expect(edited).toContain('  - a\n  - b\n  # about c\n  - c\n');
  });
});

describe('what is around an edit survives', () => {
  test.each(['by-hand.txt', 'unicode.txt', 'completed.txt', 'explicit-keys.txt'])('in %s', (name) => {
    const text = corpus.get(name) ?? '';
    const edited = editFile(text, { set: { status: 'failed' } });
    expect(diff(text, edited).map((line) => line[0])).toEqual(['-', '+']);
  });

  test('a byte order mark and a missing final line end', () => {
    const text = `\uFEFF${taskText('status: pending', 'body')}`;
    expect(editFile(text, { set: { status: 'failed' } })).toBe(text.replace('pending', 'failed'));
  });

  test('a line of the body that looks like a field', () => {
    const text = taskText('status: pending', 'status: pending\n---\nstatus: pending\n');
    expect(diff(text, editFile(text, { set: { status: 'failed' } }))).toEqual([
      '-status: pending',
      '+status: failed',
    ]);
  });
});

describe('an edit is refused', () => {
  test.each<[string, string, FileEdit, string]>([
    [
      'of a conflicted file',
      corpus.get('conflicted.txt') ?? '',
      { set: { status: 'failed' } },
      'edit-refused',
    ],
    [
      'of a file with anchors',
      corpus.get('hostile.txt') ?? '',
      { set: { status: 'failed' } },
      'edit-refused',
    ],
    ['of a file with duplicate keys', taskText('a: 1\na: 2'), { set: { status: 'failed' } }, 'edit-refused'],
    ['of a file without front matter', '# Hash\n', { set: { status: 'failed' } }, 'edit-refused'],
    ['that adds an item to a single value', taskText('files: a'), { add: { files: ['b'] } }, 'edit-refused'],
    [
      'when all fields stand in braces',
      '---\n{id: a, title: b}\n---\n',
      { set: { status: 'x' } },
      'edit-refused',
    ],
    [
      'that removes from a list of lists',
      taskText('files:\n  -\n    a\n  - b'),
      { remove: { files: ['a'] } },
      'edit-refused',
    ],
    [
      'when the front matter would grow too large',
      taskText(),
      { set: { reason: 'x'.repeat(256 * 1024) } },
      'file-too-large',
    ],
    [
      'when it would grow too long',
      taskText(),
      { set: { files: Array.from({ length: 2000 }, (_, at) => `f${at}`) } },
      'file-too-large',
    ],
    ['when the file would grow too large', taskText(), { result: 'x'.repeat(1024 * 1024) }, 'file-too-large'],
  ])('%s', (_name, text, edit, code) => expect(refusal(text, edit)).toBe(code));

  test('and says where the file is broken', () => {
    expect(() => editFile(taskText('reason: [a'), { set: { status: 'failed' } })).toThrow(
      /line \d, column \d/,
    );
  });
});
