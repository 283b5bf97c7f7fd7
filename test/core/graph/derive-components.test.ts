import fc from 'fast-check';
import { expect, test } from 'vitest';
import { deriveComponents } from '../../../src/core/graph/derive-components.ts';
import { makeFacts, sampleArbitrary } from './sample-graph.ts';

test('emits every included node once, each component after all that it depends on', () => {
  fc.assert(
    fc.property(sampleArbitrary, fc.boolean(), (sample, onlyUnfinished) => {
      const { graph, unfinished } = makeFacts(sample);
      const included = onlyUnfinished ? unfinished : new Uint8Array(graph.size).fill(1);
      const { order, componentOf, componentStart, count } = deriveComponents(graph, included);
      const wanted = graph.ids.map((_, node) => node).filter((node) => included[node] === 1);
      expect(Array.from(order).sort((a, b) => a - b)).toEqual(wanted);
      for (const node of wanted) {
        const component = componentOf[node] ?? -1;
        const members = order.slice(componentStart[component], componentStart[component + 1]);
        expect(members).toContain(node);
        for (const dependency of graph.dependency.slice(
          graph.dependencyStart[node],
          graph.dependencyStart[node + 1],
        )) {
          if (dependency >= 0 && included[dependency] === 1) {
            expect(componentOf[dependency]).toBeLessThanOrEqual(component);
          }
        }
      }
      expect(componentStart[count]).toBe(order.length);
      expect(componentOf.filter((component) => component === -1)).toHaveLength(graph.size - wanted.length);
    }),
  );
});
