import { describe, expect, test } from 'vitest';
import { countStates, derivePlanState, deriveProgress, type PlanState } from '../../src/core/progress.ts';
import type { State } from '../../src/core/task.ts';

test.each<[State[], [completed: number, total: number, percent: number]]>([
  [[], [0, 0, 0]],
  [['completed'], [1, 1, 100]],
  [
    ['completed', 'ready', 'waiting'],
    [1, 3, 33],
  ],
  [
    ['completed', 'completed', 'ready'],
    [2, 3, 66],
  ],
  [
    ['completed', 'cancelled'],
    [1, 1, 100],
  ],
  [['cancelled'], [0, 0, 0]],
  [
    ['completed', 'unreadable'],
    [1, 2, 50],
  ],
  [
    [...Array<State>(999).fill('completed'), 'ready'],
    [999, 1000, 99],
  ],
])('measures %j as %j', (states, [completed, total, percent]) => {
  expect(deriveProgress(countStates(states))).toEqual({ completed, total, percent });
});

describe('derivePlanState', () => {
  test.each<[PlanState, State[]]>([
    ['pending', []],
    ['pending', ['ready', 'waiting']],
    ['in_progress', ['in_progress', 'waiting']],
    ['in_progress', ['completed', 'ready']],
    ['blocked', ['failed', 'waiting']],
    ['blocked', ['completed', 'unreadable']],
    ['blocked', ['waiting']],
    ['completed', ['completed', 'cancelled']],
    ['cancelled', ['cancelled']],
  ])('is %s with tasks %j', (expected, states) => {
    expect(derivePlanState(countStates(states), { cancelled: false, file: 'readable' })).toBe(expected);
  });

  test('follows the plan file before the tasks', () => {
    const counts = countStates(['completed']);
    expect(derivePlanState(counts, { cancelled: true, file: 'readable' })).toBe('cancelled');
    expect(derivePlanState(counts, { cancelled: false, file: 'unreadable' })).toBe('unreadable');
    expect(derivePlanState(counts, { cancelled: false, file: 'missing' })).toBe('unreadable');
  });
});
