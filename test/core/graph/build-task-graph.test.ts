import { expect, test } from 'vitest';
import { buildTaskGraph } from '../../../src/core/graph/build-task-graph.ts';
import { UNREADABLE_STATUS } from '../../../src/core/graph/codes.ts';
import { makeFacts, makeSnapshot, nodeOf } from './sample-graph.ts';

test('keeps unreadable files as nodes without edges', () => {
  const { graph } = makeFacts({ tasks: { a: { needs: ['torn'] } }, unreadable: ['torn'] });
  expect(graph.ids).toEqual(['a', 'torn']);
  expect([...graph.dependency]).toEqual([1]);
  expect(graph.status[1]).toBe(UNREADABLE_STATUS);
});

test('makes every file of a repeated id unreadable and references to it ambiguous', () => {
  const one = makeSnapshot({ tasks: { a: { needs: ['b'] }, b: {} } });
  const again = makeSnapshot({ tasks: { a: { plan: 'other' } } });
  const graph = buildTaskGraph({ ...one, tasks: [...one.tasks, ...again.tasks] }, new Set());
  expect([...graph.status]).toEqual([UNREADABLE_STATUS, 0, UNREADABLE_STATUS]);
  expect([...graph.dependency]).toEqual([]);
});

test('keeps one entry for a dangling id that many name', () => {
  const { graph } = makeFacts({ tasks: { a: { needs: ['gone'] }, b: { needs: ['lost', 'gone'] } } });
  expect(graph.dangling).toEqual([
    { id: 'gone', reason: 'missing' },
    { id: 'lost', reason: 'missing' },
  ]);
  expect([...graph.dependency]).toEqual([~0, ~1, ~0]);
});

test('puts own dependencies before the tasks of the plan that breaks the task down, each once', () => {
  const facts = makeFacts({
    tasks: { one: { plan: 'parts' }, two: { plan: 'parts' }, whole: { needs: ['two'] } },
    plans: { main: {}, parts: { parent: 'whole' } },
  });
  const { dependencyStart, dependency, ownEnd } = facts.graph;
  const whole = nodeOf(facts, 'whole');
  expect([...dependency.slice(dependencyStart[whole], ownEnd[whole])]).toEqual([nodeOf(facts, 'two')]);
  expect([...dependency.slice(ownEnd[whole], dependencyStart[whole + 1])]).toEqual([nodeOf(facts, 'one')]);
});

test('lists every plan that has a file or a task', () => {
  const { graph } = makeFacts({
    tasks: { a: { plan: 'gone' }, b: { plan: 'torn' } },
    plans: { main: { parent: 'nobody' }, torn: { file: 'unreadable', parent: 'a' } },
  });
  expect(graph.plans).toEqual([
    { id: 'main', cancelled: false, file: 'readable', parentNode: -1 },
    { id: 'torn', cancelled: false, file: 'unreadable', parentNode: 0 },
    { id: 'gone', cancelled: false, file: 'missing', parentNode: -1 },
  ]);
});
