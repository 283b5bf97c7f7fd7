import { expect, test } from 'vitest';
import { type FieldChange, findFieldChanges } from '../../../src/core/diff/find-field-changes.ts';
import { findMergeChanges } from '../../../src/core/diff/find-merge-changes.ts';
import type { WrittenTask } from '../../../src/core/task.ts';

type Fields = Partial<WrittenTask>;

/** What a merge of the versions before into the one after changed itself. */
function merge(before: readonly Fields[], after: Fields): readonly FieldChange[] {
  const write = (fields: Fields): WrittenTask => ({ id: 'paint-k3f9q2', title: 'Paint', ...fields });
  return findMergeChanges(before.map((fields) => findFieldChanges(write(fields), write(after))));
}

test.each<[string, Fields[], Fields, FieldChange[]]>([
  [
    'what both sides brought',
    [{ status: 'blocked' }, { priority: 'low' }],
    { status: 'blocked', priority: 'low' },
    [],
  ],
  ['the value of one side', [{ effort: '1h' }, { effort: '2h' }], { effort: '2h' }, []],
  [
    'a value of its own',
    [{ effort: '1h' }, { effort: '2h' }],
    { effort: '3h' },
    [{ field: 'effort', from: '1h', to: '3h' }],
  ],
  [
    'a value that it took away',
    [{ effort: '1h' }, { effort: '1h' }],
    {},
    [{ field: 'effort', from: '1h', to: null }],
  ],
  ['the items of both sides', [{ files: ['a'] }, { files: ['b'] }], { files: ['a', 'b'] }, []],
  ['an item that one side took away', [{ files: ['a', 'b'] }, { files: ['a'] }], { files: ['a'] }, []],
  [
    'an item of its own',
    [{ files: ['a'] }, { files: ['b'] }],
    { files: ['a', 'b', 'c'] },
    [{ field: 'files', from: ['a', 'b'], to: ['a', 'b', 'c'] }],
  ],
  [
    'an item that it took from all',
    [{ files: ['a', 'z'] }, { files: ['b', 'z'] }],
    { files: ['a', 'b'] },
    [{ field: 'files', from: ['a', 'b', 'z'], to: ['a', 'b'] }],
  ],
  ['a list that nobody had', [{}, {}], { files: ['a'] }, [{ field: 'files', from: null, to: ['a'] }]],
  [
    'what three sides do not have',
    [{ effort: '1h' }, { effort: '2h' }, { effort: '3h' }],
    { effort: '3h', priority: 'low' },
    [{ field: 'priority', from: null, to: 'low' }],
  ],
])('tells %s', (_, before, after, expected) => {
  expect(merge(before, after)).toEqual(expected);
});

test('tells of a commit with one parent all that differs', () => {
  expect(merge([{ effort: '1h', files: ['a'] }], { files: ['b'] })).toEqual([
    { field: 'effort', from: '1h', to: null },
    { field: 'files', from: ['a'], to: ['b'] },
  ]);
});
