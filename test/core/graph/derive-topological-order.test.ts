import fc from 'fast-check';
import { expect, test } from 'vitest';
import { deriveTopologicalOrder } from '../../../src/core/graph/derive-topological-order.ts';
import { findPath } from '../../../src/core/graph/find-path.ts';
import { makeFacts, namesOf, type Sample, sampleArbitrary } from './sample-graph.ts';

function check(sample: Sample, expected: string): void {
  const facts = makeFacts(sample);
  expect(namesOf(facts, deriveTopologicalOrder(facts.graph, 0)).join(' ')).toBe(expected);
}

test('puts dependencies first, then the smaller id', () => {
  check(
    { tasks: { deploy: { needs: ['test'] }, test: { needs: ['code'] }, docs: {}, code: {} } },
    'code docs test deploy',
  );
});

test('respects an order that comes about through another plan', () => {
  check(
    {
      tasks: { a: { needs: ['x'] }, x: { plan: 'other', needs: ['b'] }, b: {} },
      plans: { main: {}, other: {} },
    },
    'b a',
  );
});

test('puts a cycle and what waits for it last', () => {
  check(
    { tasks: { a: { needs: ['b'] }, b: { needs: ['a'] }, c: { needs: ['b'] }, d: { needs: ['e'] }, e: {} } },
    'e d a b c',
  );
});

test('respects every edge outside a cycle and holds every task of the plan once', () => {
  fc.assert(
    fc.property(sampleArbitrary, (sample) => {
      const { graph } = makeFacts(sample);
      const order = deriveTopologicalOrder(graph, 0);
      expect([...order].sort((a, b) => a - b)).toEqual(
        graph.ids.map((_, node) => node).filter((node) => graph.planOf[node] === 0),
      );
      order.forEach((earlier, place) => {
        for (const later of order.slice(place + 1)) {
          const isCircle = findPath(graph, later, earlier) !== null;
          if (findPath(graph, earlier, later) !== null) expect(isCircle).toBe(true);
        }
      });
    }),
  );
});
