import { describe, expect, test } from 'vitest';
import type { LogEntry } from '../../src/app/answers.ts';
import { describeChanges, nameFate } from '../../src/cli/render/field-changes.ts';
import type { FieldChange } from '../../src/core/diff/find-field-changes.ts';

const PATH = '.tasks/open-a-shop-eed9f7/paint-the-door-5ktr7j.md';
const OID = '0123456789abcdef0123456789abcdef01234567';

function createEntry(changes: readonly FieldChange[], more: Partial<LogEntry> = {}): LogEntry {
  return {
    commit: OID,
    at: '2026-03-01T09:00:00+00:00',
    author: 'Ada',
    subject: 'Paint',
    task: 'paint-the-door-5ktr7j',
    plan: 'open-a-shop-eed9f7',
    path: PATH,
    title: 'Paint the door',
    unread: null,
    changes,
    ...more,
  };
}

describe('what became of a file', () => {
  const synthesis = { task: null, path: '.tasks/open-a-shop-eed9f7/synthesis.md' };
  test.each<[string, readonly FieldChange[], Partial<LogEntry>]>([
    ['', [{ field: 'status', from: 'pending', to: 'blocked' }], {}],
    ['created', [{ field: 'file', from: null, to: PATH }], {}],
    ['removed', [{ field: 'file', from: PATH, to: null }], {}],
    ['moved from old.md', [{ field: 'file', from: 'old.md', to: PATH }], {}],
    ['unreadable', [{ field: 'readable', from: true, to: false }], { unread: 'unreadable' }],
    ['unreadable', [], { unread: 'unreadable' }],
    ['can be read again', [{ field: 'readable', from: false, to: true }], { unread: 'unreadable' }],
    ['created unreadable', [{ field: 'file', from: null, to: PATH }], { unread: 'unreadable' }],
    ['removed', [{ field: 'file', from: PATH, to: null }], { unread: 'unreadable' }],
    ['not in this clone', [], { unread: 'missing' }],
    ['synthesis created', [{ field: 'file', from: null, to: PATH }], synthesis],
    ['synthesis changed', [{ field: 'synthesis', from: OID, to: 'f'.repeat(40) }], synthesis],
  ])('is told as "%s"', (expected, changes, more) => {
    expect(nameFate(createEntry(changes, more))).toBe(expected);
  });
});

describe('the lines about values', () => {
  test.each<[string, FieldChange, string[]]>([
    ['a value', { field: 'effort', from: '1h', to: '2h' }, ['1h → 2h']],
    ['an absent value', { field: 'effort', from: null, to: '2h' }, ['none → 2h']],
    ['a truth', { field: 'cancelled', from: null, to: true }, ['none → true']],
    ['items of a list', { field: 'files', from: ['a', 'b'], to: ['b', 'c'] }, ['+ c', '- a']],
    ['a list that is gone', { field: 'files', from: ['a'], to: null }, ['- a']],
    ['another order', { field: 'notes', from: ['a', 'b'], to: ['b', 'a'] }, ['in another order']],
    ['commits', { field: 'commits', from: null, to: [OID] }, ['+ 0123456789ab']],
    [
      'artifacts',
      {
        field: 'artifacts',
        from: [{ path: 'a.js', blob: OID }],
        to: [
          { path: 'a.js', deleted: true },
          { path: 'docs/', tree: OID },
        ],
      },
      ['+ a.js (deleted)', '+ docs/ (0123456789ab)', '- a.js (0123456789ab)'],
    ],
    [
      'a checked box',
      {
        field: 'acceptance_criteria',
        from: [{ text: 'It is green', done: false }],
        to: [{ text: 'It is green', done: true }],
      },
      ['+ [x] It is green', '- [ ] It is green'],
    ],
    [
      'several lines as one',
      { field: 'result', from: null, to: 'Green.\n\nTwo coats.' },
      ['none → Green.  Two coats.'],
    ],
    [
      'no more than fits',
      { field: 'result', from: null, to: 'x'.repeat(500) },
      [`none → ${'x'.repeat(71)}…`],
    ],
    ['no control characters', { field: 'title', from: 'a', to: '\u001b[31mb' }, ['a → \uFFFD[31mb']],
  ])('tell %s', (_, change, expected) => {
    expect(describeChanges([change]).map(({ text }) => text)).toEqual(expected);
  });

  test('say of a new file only what has already happened, and nothing of a removed one', () => {
    const changes: FieldChange[] = [
      { field: 'file', from: null, to: PATH },
      { field: 'title', from: null, to: 'Paint the door' },
      { field: 'status', from: null, to: 'completed' },
      { field: 'notes', from: null, to: ['Green'] },
    ];
    expect(describeChanges(changes)).toEqual([
      { field: 'status', text: 'completed' },
      { field: 'notes', text: '+ Green' },
    ]);
    expect(
      describeChanges([
        { field: 'file', from: null, to: PATH },
        { field: 'status', from: null, to: 'pending' },
      ]),
    ).toEqual([]);
    expect(
      describeChanges([
        { field: 'file', from: PATH, to: null },
        { field: 'status', from: 'completed', to: null },
      ]),
    ).toEqual([]);
  });
});
