import { expect, test } from 'vitest';
import { explainNext } from '../../../src/core/graph/explain-next.ts';
import { makeFacts, nodeOf } from './sample-graph.ts';

const facts = makeFacts({
  tasks: {
    schema: { priority: 'high', hours: 2 },
    login: { needs: ['schema'], hours: 3 },
    page: { needs: ['login'], hours: 1 },
    docs: { hours: 1.25 },
    logo: { plan: 'brand', hours: 1 },
  },
  plans: { main: {}, brand: {} },
});

test('explains the first task by all that it carries', () => {
  expect(explainNext(facts, nodeOf(facts, 'schema'))).toEqual({
    priority: 'high',
    onCriticalPath: true,
    chainHours: 6,
    unlocks: ['login'],
    downstream: 2,
    sentences: [
      'Its priority is high.',
      'It is on the critical path of its plan: 6 h of work from here on.',
      'Completing it makes login ready.',
      '2 unfinished tasks depend on it, directly or through others.',
    ],
  });
});

test('says less of a task that nothing waits for', () => {
  expect(explainNext(facts, nodeOf(facts, 'docs'))).toMatchObject({
    onCriticalPath: false,
    unlocks: [],
    downstream: 0,
    sentences: ['Its priority is medium.', 'The longest chain of work from here on takes 1.3 h.'],
  });
});

test('judges the critical path plan by plan', () => {
  expect(explainNext(facts, nodeOf(facts, 'logo')).onCriticalPath).toBe(true);
});
