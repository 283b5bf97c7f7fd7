import { expect, test } from 'vitest';
import { countStatesByPlan } from '../../../src/core/graph/count-states-by-plan.ts';
import { makeFacts } from './sample-graph.ts';

test('counts the states of every plan, also of an empty one', () => {
  const facts = makeFacts({
    tasks: { a: { status: 'completed' }, b: { needs: ['a'] }, c: { plan: 'other', needs: ['b'] } },
    plans: { main: {}, other: {}, empty: {} },
  });
  const [main, other, empty] = countStatesByPlan(facts);
  expect(main).toMatchObject({ completed: 1, ready: 1, waiting: 0 });
  expect(other).toMatchObject({ waiting: 1, ready: 0 });
  expect(Object.values(empty ?? { none: 1 })).toEqual([0, 0, 0, 0, 0, 0, 0, 0]);
});
