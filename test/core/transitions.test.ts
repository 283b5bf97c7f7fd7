import { expect, test } from 'vitest';
import { STATUSES } from '../../src/core/task.ts';
import { isTransitionAllowed, type TransitionCommand } from '../../src/core/transitions.ts';

test.each<[TransitionCommand, string[]]>([
  [
    'update',
    [
      'pending -> in_progress',
      'pending -> blocked',
      'pending -> cancelled',
      'in_progress -> pending',
      'in_progress -> blocked',
      'in_progress -> completed',
      'in_progress -> failed',
      'in_progress -> cancelled',
      'blocked -> pending',
      'blocked -> cancelled',
      'failed -> pending',
      'failed -> cancelled',
    ],
  ],
  ['complete', ['pending -> completed', 'in_progress -> completed']],
  ['reopen', ['blocked -> pending', 'completed -> pending', 'failed -> pending', 'cancelled -> pending']],
  [
    'cancel',
    ['pending -> cancelled', 'in_progress -> cancelled', 'blocked -> cancelled', 'failed -> cancelled'],
  ],
])('lets %s do exactly its transitions', (via, expected) => {
  const allowed = STATUSES.flatMap((from) =>
    STATUSES.filter((to) => isTransitionAllowed(from, to, via)).map((to) => `${from} -> ${to}`),
  );
  expect(allowed).toEqual(expected);
});
