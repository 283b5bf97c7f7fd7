import { expect, test } from 'vitest';
import { selectParallel } from '../../src/core/select-parallel.ts';

const READY = [
  { id: 'login', files: ['src/auth/**'] },
  { id: 'password', files: ['src/auth/hash.ts', 'docs/hash.md'] },
  { id: 'page', files: ['src/page/*.ts'] },
  { id: 'think', files: [] },
  { id: 'manual', files: ['docs/'] },
];

test.each([
  ['takes the first that do not overlap', [], 3, ['login', 'page', 'think']],
  ['keeps away from work in progress', [['src/**'], ['README.md']], 9, ['think', 'manual']],
  ['keeps away from what it cannot judge', [['!src']], 9, ['think']],
  ['takes none when none is asked for', [], 0, []],
])('%s', (_, busy, count, expected) => {
  expect(selectParallel(READY, busy, count).map(({ id }) => id)).toEqual(expected);
});

test('reads no more candidates than it needs', () => {
  const read: string[] = [];
  function* readOn() {
    for (const candidate of READY) {
      read.push(candidate.id);
      yield candidate;
    }
  }
  selectParallel(readOn(), [], 1);
  expect(read).toEqual(['login']);
});
