import { expect, it } from 'vitest';
import { createReferenceIndex, resolveExactly } from '../../../src/core/lint/reference-index.ts';

const IDS = ['hash-passwords-8xw2mn', 'log-in-a1b2c3', 'log-in-d4e5f6'];

it.each([
  ['hash-passwords', 'hash-passwords-8xw2mn'],
  ['hash_passwords', 'hash-passwords-8xw2mn'],
  ['8xw2mn', 'hash-passwords-8xw2mn'],
  ['Hash-Passwords-8XW2MN', 'hash-passwords-8xw2mn'],
  ['task-3', 'log-in-a1b2c3'],
  ['log-in', null],
  ['hash', null],
  ['', null],
])('resolves %j to %j', (reference, id) => {
  const index = createReferenceIndex(IDS, [['TASK-3', 'log-in-a1b2c3']]);
  expect(resolveExactly(index, reference)).toBe(id);
});

it('does not choose between two files that had the same name', () => {
  const index = createReferenceIndex(IDS, [
    ['task', 'log-in-a1b2c3'],
    ['task', 'log-in-d4e5f6'],
    ['task', 'log-in-a1b2c3'],
  ]);
  expect(resolveExactly(index, 'task')).toBeNull();
});
