import fc from 'fast-check';
import { expect, test } from 'vitest';
import { countDownstream } from '../../../src/core/graph/count-downstream.ts';
import { deriveComponents } from '../../../src/core/graph/derive-components.ts';
import { NaiveModel } from './naive-model.ts';
import { makeFacts, makeSnapshot, sampleArbitrary } from './sample-graph.ts';

test('counts a task once that waits on two ways', () => {
  const { graph, components } = makeFacts({
    tasks: { a: {}, b: { needs: ['a'] }, c: { needs: ['a'] }, d: { needs: ['b', 'c'] } },
  });
  expect([...countDownstream(graph, components, [0, 1, 2, 3])]).toEqual([3, 1, 1, 0]);
});

test('counts exactly for more sources than one pass takes, the same one named twice included', () => {
  const size = 100;
  const edges = {
    size,
    dependencyStart: Int32Array.from({ length: size + 1 }, (_, node) => Math.max(0, node - 1)),
    dependency: Int32Array.from({ length: size - 1 }, (_, node) => node),
  };
  const sources = [...Array(size).keys(), 0];
  const counts = countDownstream(edges, deriveComponents(edges), sources);
  expect([...counts]).toEqual([...Array(size).keys()].reverse().concat(size - 1));
});

test('agrees with the naive model', () => {
  fc.assert(
    fc.property(sampleArbitrary, (sample) => {
      const { graph, components } = makeFacts(sample);
      const model = new NaiveModel(makeSnapshot(sample), new Set());
      fc.pre(model.duplicates.size === 0);
      const counts = countDownstream(
        graph,
        components,
        graph.ids.map((_, node) => node),
      );
      graph.ids.forEach((id, node) => {
        const waiting = graph.ids.filter((other) => {
          return (
            other !== id && [id, other].every((each) => model.isUnfinished(each)) && model.waitsFor(other, id)
          );
        });
        expect([id, counts[node]]).toEqual([id, waiting.length]);
      });
    }),
  );
});
