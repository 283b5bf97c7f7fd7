import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { deriveComponents } from '../../../src/core/graph/derive-components.ts';
import { deriveCriticalPath } from '../../../src/core/graph/derive-critical-path.ts';
import type { GraphFacts } from '../../../src/core/graph/graph-facts.ts';
import { makeFacts, namesOf, type Sample, sampleArbitrary } from './sample-graph.ts';

function check(sample: Sample, expected: [path: string, hours: number]): void {
  const facts = makeFacts(sample);
  const { nodes, hours } = deriveCriticalPath(facts.graph, facts.components, facts.chain);
  expect([namesOf(facts, nodes).join(' '), hours]).toEqual(expected);
}

/** Longest chain from each node by trying every way; only for graphs without cycles. */
function deriveHoursByForce({ graph, unfinished }: GraphFacts): number[] {
  const dependentsOf = (node: number) =>
    graph.ids.flatMap((_, other) => {
      const ofOther = graph.dependency.slice(graph.dependencyStart[other], graph.dependencyStart[other + 1]);
      return unfinished[other] === 1 && ofOther.includes(node) ? [other] : [];
    });
  const hoursFrom = (node: number): number =>
    (graph.weightHours[node] ?? 0) + Math.max(0, ...dependentsOf(node).map(hoursFrom));
  return graph.ids.map((_, node) => (unfinished[node] === 1 ? hoursFrom(node) : 0));
}

describe('deriveCriticalPath', () => {
  test('weighs by hours, not by number of tasks', () => {
    check(
      {
        tasks: {
          a: { hours: 1 },
          b: { hours: 1, needs: ['a'] },
          c: { hours: 1, needs: ['b'] },
          big: { hours: 8 },
        },
      },
      ['big', 8],
    );
  });

  test('leaves finished work out', () => {
    check(
      {
        tasks: {
          a: { hours: 9, status: 'completed' },
          b: { hours: 2, needs: ['a'] },
          c: { hours: 1, needs: ['b'] },
        },
      },
      ['b c', 3],
    );
  });

  test('takes the smaller ids of two chains that are as long', () => {
    check({ tasks: { z: {}, b: { needs: ['z'] }, y: { needs: ['z'] }, c: {}, d: { needs: ['c'] } } }, [
      'c d',
      8,
    ]);
    check({ tasks: { z: {}, y: { needs: ['z'] }, b: { needs: ['z'] } } }, ['z b', 8]);
  });

  test('begins with tasks that weigh nothing', () => {
    check({ tasks: { z: { hours: 0 }, a: { hours: 0, needs: ['z'] }, b: { needs: ['a'] } } }, ['z a b', 4]);
  });

  test('compares sums of odd fractions as people do', () => {
    check({ tasks: { a: { hours: 0.3 }, b: { hours: 0.1 }, c: { hours: 0.2, needs: ['b'] } } }, ['a', 0.3]);
  });

  test('does not go round a cycle', () => {
    check({ tasks: { a: { needs: ['b'] }, b: { needs: ['a'] }, c: { needs: ['b'] } } }, ['b c', 8]);
  });

  test('is empty when nothing is left to do', () => {
    check({ tasks: { a: { status: 'completed' } } }, ['', 0]);
  });

  test('can be confined to one plan', () => {
    const facts = makeFacts({
      tasks: { a: {}, b: { needs: ['a'], plan: 'other' }, c: { needs: ['b'] } },
      plans: { main: {}, other: {} },
    });
    const ofMain = Uint8Array.from(facts.graph.planOf, (plan) => (plan === 0 ? 1 : 0));
    const { nodes } = deriveCriticalPath(facts.graph, deriveComponents(facts.graph, ofMain));
    expect(namesOf(facts, nodes)).toEqual(['a']);
  });

  test('agrees with trying every way', () => {
    fc.assert(
      fc.property(sampleArbitrary, (sample) => {
        const facts = makeFacts(sample);
        const { graph, components, chain } = facts;
        fc.pre(components.count === components.order.length);
        const dependsOnSelf = graph.ids.some((_, node) =>
          graph.dependency.slice(graph.dependencyStart[node], graph.dependencyStart[node + 1]).includes(node),
        );
        fc.pre(!dependsOnSelf);
        const expected = deriveHoursByForce(facts);
        expect(Array.from(chain.hours)).toEqual(expected);
        const path = deriveCriticalPath(graph, components, chain);
        expect(path.hours).toBe(Math.max(0, ...expected));
        expect(path.nodes.reduce((sum, node) => sum + (graph.weightHours[node] ?? 0), 0)).toBe(path.hours);
      }),
    );
  });
});
