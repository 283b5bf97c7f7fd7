import { describe, expect, test } from 'vitest';
import {
  type FieldChange,
  findBodyChanges,
  findFieldChanges,
  findMissingItems,
  type WrittenBody,
} from '../../../src/core/diff/find-field-changes.ts';
import type { WrittenPlan, WrittenTask } from '../../../src/core/task.ts';

const TASK: WrittenTask = { id: 'hash-passwords-8xw2mn', title: 'Hash passwords' };
const PLAN: WrittenPlan = { id: 'authentication-n7p4qz', title: 'Authentication' };
const BODY: WrittenBody = { description: '', acceptanceCriteria: [], result: null, notes: [] };
const BLOB = { path: 'src/hash.js', blob: 'a'.repeat(40) };

describe('findFieldChanges', () => {
  test.each<[string, Partial<WrittenTask>, Partial<WrittenTask>, FieldChange[]]>([
    ['nothing', {}, {}, []],
    [
      'a value',
      { status: 'pending' },
      { status: 'blocked' },
      [{ field: 'status', from: 'pending', to: 'blocked' }],
    ],
    ['a value added', {}, { effort: '3h' }, [{ field: 'effort', from: null, to: '3h' }]],
    ['a value removed', { reason: 'late' }, {}, [{ field: 'reason', from: 'late', to: null }]],
    ['a default written out', {}, { status: 'pending' }, [{ field: 'status', from: null, to: 'pending' }]],
    ['lists in another order', { depends_on: ['a', 'b'] }, { depends_on: ['b', 'a'] }, []],
    ['an item written twice', { files: ['src/**'] }, { files: ['src/**', 'src/**'] }, []],
    [
      'a list',
      { depends_on: ['a', 'b'] },
      { depends_on: ['b', 'c'] },
      [{ field: 'depends_on', from: ['a', 'b'], to: ['b', 'c'] }],
    ],
    ['an emptied list', { files: ['a'] }, { files: [] }, [{ field: 'files', from: ['a'], to: [] }]],
    [
      'artifacts with their keys in another order',
      { artifacts: [BLOB, { path: 'old.js', deleted: true }] },
      {
        artifacts: [
          { deleted: true, path: 'old.js' },
          { blob: BLOB.blob, path: BLOB.path },
        ],
      },
      [],
    ],
    [
      'an artifact with another blob',
      { artifacts: [BLOB] },
      { artifacts: [{ ...BLOB, blob: 'b'.repeat(40) }] },
      [{ field: 'artifacts', from: [BLOB], to: [{ ...BLOB, blob: 'b'.repeat(40) }] }],
    ],
    [
      'several fields, in the order of a new file',
      { priority: 'low' },
      { effort: '1d', priority: 'high', title: 'Hash' },
      [
        { field: 'title', from: 'Hash passwords', to: 'Hash' },
        { field: 'priority', from: 'low', to: 'high' },
        { field: 'effort', from: null, to: '1d' },
      ],
    ],
  ])('finds %s', (_, before, after, expected) => {
    expect(findFieldChanges({ ...TASK, ...before }, { ...TASK, ...after })).toEqual(expected);
  });

  test('takes a missing version for one without fields', () => {
    const { id, title } = TASK;
    expect(findFieldChanges(null, TASK)).toEqual([
      { field: 'id', from: null, to: id },
      { field: 'title', from: null, to: title },
    ]);
    expect(findFieldChanges(TASK, null)).toEqual([
      { field: 'id', from: id, to: null },
      { field: 'title', from: title, to: null },
    ]);
    expect(findFieldChanges(null, null)).toEqual([]);
  });

  test('compares plans as well', () => {
    expect(
      findFieldChanges({ ...PLAN, context: 'Old' }, { ...PLAN, context: 'New', cancelled: true }),
    ).toEqual([
      { field: 'context', from: 'Old', to: 'New' },
      { field: 'cancelled', from: null, to: true },
    ]);
  });
});

describe('findBodyChanges', () => {
  test.each<[string, Partial<WrittenBody>, Partial<WrittenBody>, FieldChange[]]>([
    ['nothing', { notes: ['one'] }, { notes: ['one'] }, []],
    ['an empty section as absent', { result: '' }, { result: null }, []],
    [
      'a description',
      { description: 'a' },
      { description: 'b' },
      [{ field: 'description', from: 'a', to: 'b' }],
    ],
    ['a result', {}, { result: 'Done.' }, [{ field: 'result', from: null, to: 'Done.' }]],
    [
      'notes',
      { notes: ['one'] },
      { notes: ['one', 'two'] },
      [{ field: 'notes', from: ['one'], to: ['one', 'two'] }],
    ],
    [
      'a checked box',
      { acceptanceCriteria: [{ text: 'Fast', done: false }] },
      { acceptanceCriteria: [{ text: 'Fast', done: true }] },
      [
        {
          field: 'acceptance_criteria',
          from: [{ text: 'Fast', done: false }],
          to: [{ text: 'Fast', done: true }],
        },
      ],
    ],
  ])('finds %s', (_, before, after, expected) => {
    expect(findBodyChanges({ ...BODY, ...before }, { ...BODY, ...after })).toEqual(expected);
  });

  test('takes a missing body for an empty one', () => {
    expect(findBodyChanges(null, BODY)).toEqual([]);
    expect(findBodyChanges({ ...BODY, notes: ['one'] }, null)).toEqual([
      { field: 'notes', from: ['one'], to: null },
    ]);
  });
});

test('finds the items that the other list does not have', () => {
  expect(findMissingItems(['a', 'b', 'c'], ['b'])).toEqual(['a', 'c']);
  expect(findMissingItems([BLOB], [{ blob: BLOB.blob, path: BLOB.path }])).toEqual([]);
});
