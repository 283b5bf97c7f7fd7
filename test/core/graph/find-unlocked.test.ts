import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { STATE_CODE } from '../../../src/core/graph/codes.ts';
import { findUnlocked } from '../../../src/core/graph/find-unlocked.ts';
import { makeFacts, namesOf, nodeOf, type Sample, sampleArbitrary } from './sample-graph.ts';

function check(sample: Sample, id: string, expected: string[]): void {
  const facts = makeFacts(sample);
  expect(namesOf(facts, findUnlocked(facts, nodeOf(facts, id)))).toEqual(expected);
}

describe('findUnlocked', () => {
  test('names what waits for nothing else', () => {
    check(
      { tasks: { a: {}, x: {}, d: { needs: ['a'] }, b: { needs: ['a'] }, c: { needs: ['a', 'x'] } } },
      'a',
      ['b', 'd'],
    );
  });

  test('names the task that its plan breaks down when it is the last part', () => {
    const plans = { main: {}, parts: { parent: 'whole' } };
    check({ tasks: { whole: {}, one: { plan: 'parts' } }, plans }, 'one', ['whole']);
    check({ tasks: { whole: {}, one: { plan: 'parts' }, two: { plan: 'parts' } }, plans }, 'one', []);
    const torn = { main: {}, parts: { parent: 'whole', file: 'unreadable' as const } };
    check({ tasks: { whole: {}, one: { plan: 'parts', status: 'in_progress' } }, plans: torn }, 'one', []);
  });

  test('agrees with completing the task and looking again', () => {
    fc.assert(
      fc.property(sampleArbitrary, fc.nat(11), (sample, place) => {
        const ids = Object.keys(sample.tasks);
        const id = ids[place % ids.length] ?? '';
        const before = makeFacts(sample);
        const state = before.states[nodeOf(before, id)];
        fc.pre(state === STATE_CODE.ready || state === STATE_CODE.in_progress);
        const tasks = { ...sample.tasks, [id]: { ...sample.tasks[id], status: 'completed' as const } };
        const after = makeFacts({ ...sample, tasks });
        const expected = after.graph.ids.filter(
          (_, node) => after.states[node] === STATE_CODE.ready && before.states[node] !== STATE_CODE.ready,
        );
        expect(namesOf(before, findUnlocked(before, nodeOf(before, id)))).toEqual(expected.sort());
      }),
      { numRuns: 1000 },
    );
  });
});
