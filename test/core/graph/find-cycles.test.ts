import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findCycles } from '../../../src/core/graph/find-cycles.ts';
import { makeFacts, namesOf, type Sample, sampleArbitrary } from './sample-graph.ts';

function check(sample: Sample, expected: { members: string; path: string }[]): void {
  const facts = makeFacts(sample);
  const cycles = findCycles(facts.graph).map(({ members, path }) => ({
    members: namesOf(facts, members).join(' '),
    path: namesOf(facts, path).join(' -> '),
  }));
  expect(cycles).toEqual(expected);
}

describe('findCycles', () => {
  test('finds none in an ordered plan', () => {
    check({ tasks: { a: {}, b: { needs: ['a'] }, c: { needs: ['a', 'b'] } } }, []);
  });

  test('finds a task that waits for itself', () => {
    check({ tasks: { a: { needs: ['a'] } } }, [{ members: 'a', path: 'a -> a' }]);
  });

  test('gives the shortest way round from the smallest id, and every member', () => {
    check(
      { tasks: { d: { needs: ['a'] }, c: { needs: ['d'] }, b: { needs: ['a', 'c'] }, a: { needs: ['b'] } } },
      [{ members: 'a b c d', path: 'a -> b -> a' }],
    );
  });

  test('lists separate cycles by their smallest id, and finished tasks too', () => {
    check(
      {
        tasks: {
          y: { needs: ['x'], status: 'completed' },
          x: { needs: ['y'], status: 'completed' },
          b: { needs: ['a'] },
          a: { needs: ['b', 'x'] },
        },
      },
      [
        { members: 'a b', path: 'a -> b -> a' },
        { members: 'x y', path: 'x -> y -> x' },
      ],
    );
  });

  test('sees the circle between a task and a part of it that waits for it', () => {
    check(
      {
        tasks: { whole: {}, part: { plan: 'parts', needs: ['whole'] } },
        plans: { main: {}, parts: { parent: 'whole' } },
      },
      [{ members: 'part whole', path: 'part -> whole -> part' }],
    );
  });

  test('agrees with reachability by brute force', () => {
    fc.assert(
      fc.property(sampleArbitrary, (sample) => {
        const { graph } = makeFacts(sample);
        const cycles = findCycles(graph);
        const nodes = graph.ids.map((_, node) => node);
        const steps = nodes.map(
          (node) =>
            new Set(graph.dependency.slice(graph.dependencyStart[node], graph.dependencyStart[node + 1])),
        );
        const reach = closeTransitively(steps);
        const inCycle = nodes.filter((node) => reach[node]?.has(node));
        expect(cycles.flatMap((cycle) => cycle.members).sort((a, b) => a - b)).toEqual(inCycle);
        for (const { members, path } of cycles) {
          for (const member of members) {
            expect(members.filter((other) => reach[member]?.has(other))).toEqual(members);
          }
          expect(path[0]).toBe(path.at(-1));
          expect(path[0]).toBe(members[0]);
          expect(path.slice(1).every((node, place) => steps[path[place] ?? -1]?.has(node))).toBe(true);
        }
      }),
    );
  });
});

function closeTransitively(steps: readonly ReadonlySet<number>[]): Set<number>[] {
  const reach = steps.map((targets) => new Set([...targets].filter((target) => target >= 0)));
  for (const [middle, through] of reach.entries()) {
    for (const from of reach) if (from.has(middle)) for (const target of through) from.add(target);
  }
  return reach;
}
