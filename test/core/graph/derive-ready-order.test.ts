import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { deriveReadyOrder } from '../../../src/core/graph/derive-ready-order.ts';
import { NaiveModel } from './naive-model.ts';
import { makeFacts, makeSnapshot, namesOf, type Sample, sampleArbitrary } from './sample-graph.ts';

function check(sample: Sample, expected: string): void {
  const facts = makeFacts(sample);
  expect(namesOf(facts, deriveReadyOrder(facts)).join(' ')).toBe(expected);
}

describe('deriveReadyOrder', () => {
  test('goes by priority first', () => {
    check(
      {
        tasks: {
          a: { priority: 'low', hours: 40 },
          b: { priority: 'critical', hours: 1 },
          c: {},
          d: { priority: 'high' },
        },
      },
      'b d c a',
    );
  });

  test('then by the longest remaining chain', () => {
    check({ tasks: { a: { hours: 5 }, b: { hours: 1 }, c: { hours: 5, needs: ['b'] } } }, 'b a');
  });

  test('then by the number of tasks that wait for it, directly or through others', () => {
    check(
      {
        tasks: {
          a: { hours: 2 },
          a1: { hours: 1, needs: ['a'] },
          b: { hours: 1 },
          b1: { hours: 1, needs: ['b'] },
          b2: { hours: 1, needs: ['b1'] },
        },
      },
      'b a',
    );
  });

  test('then by id, whatever the order of the files', () => {
    check({ tasks: { c: {}, a: {}, b: {} } }, 'a b c');
  });

  test('leaves out what is not ready', () => {
    check(
      { tasks: { a: { status: 'in_progress' }, b: { needs: ['a'] }, c: { status: 'completed' }, d: {} } },
      'd',
    );
  });

  test('takes a limit and a choice', () => {
    const facts = makeFacts({ tasks: { c: {}, a: {}, b: {}, d: {} } });
    expect(namesOf(facts, deriveReadyOrder(facts, { limit: 2 }))).toEqual(['a', 'b']);
    expect(deriveReadyOrder(facts, { limit: 0 })).toEqual([]);
    const isWanted = (node: number) => facts.graph.ids[node] !== 'a';
    expect(namesOf(facts, deriveReadyOrder(facts, { isWanted, limit: 1 }))).toEqual(['b']);
  });

  test('agrees with comparing everything at once, and a limit cuts without reordering', () => {
    fc.assert(
      fc.property(sampleArbitrary, fc.nat(12), (sample, limit) => {
        const facts = makeFacts(sample);
        const { graph, chain } = facts;
        const model = new NaiveModel(makeSnapshot(sample), new Set(sample.claims));
        const downstream = graph.ids.map(
          (id) => graph.ids.filter((other) => model.isUnfinished(other) && model.waitsFor(other, id)).length,
        );
        const key = (node: number) => [
          graph.priority[node] ?? 0,
          -(chain.hours[node] ?? 0),
          -(downstream[node] ?? 0),
          graph.ids.toSorted().indexOf(graph.ids[node] ?? ''),
        ];
        const expected = graph.ids
          .flatMap((id, node) => (model.stateOf(id) === 'ready' ? [node] : []))
          .sort(
            (a, b) =>
              key(a)
                .map((value, i) => value - (key(b)[i] ?? 0))
                .find((each) => each !== 0) ?? 0,
          );
        expect(deriveReadyOrder(facts)).toEqual(expected);
        expect(deriveReadyOrder(facts, { limit })).toEqual(expected.slice(0, limit));
      }),
      { numRuns: 300 },
    );
  });
});
