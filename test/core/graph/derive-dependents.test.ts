import fc from 'fast-check';
import { expect, test } from 'vitest';
import { deriveDependents, listDependents } from '../../../src/core/graph/derive-dependents.ts';
import { makeFacts, namesOf, nodeOf, sampleArbitrary } from './sample-graph.ts';

test('tells those that name the task from the one that its plan breaks down', () => {
  const facts = makeFacts({
    tasks: { whole: {}, part: { plan: 'parts' }, next: { plan: 'parts', needs: ['part', 'gone'] } },
    plans: { main: {}, parts: { parent: 'whole' } },
  });
  const part = nodeOf(facts, 'part');
  const { dependentStart, dependent } = facts.dependents;
  expect(namesOf(facts, listDependents(facts.dependents, part))).toEqual(['next']);
  expect(namesOf(facts, dependent.slice(dependentStart[part], dependentStart[part + 1]))).toEqual([
    'next',
    'whole',
  ]);
});

test('turns every edge round', () => {
  fc.assert(
    fc.property(sampleArbitrary, (sample) => {
      const { graph } = makeFacts(sample);
      const { dependentStart, dependent } = deriveDependents(graph);
      const forward: string[] = [];
      const backward: string[] = [];
      for (let node = 0; node < graph.size; node++) {
        for (const other of graph.dependency.slice(
          graph.dependencyStart[node],
          graph.dependencyStart[node + 1],
        )) {
          if (other >= 0) forward.push(`${node} ${other}`);
        }
        for (const other of dependent.slice(dependentStart[node], dependentStart[node + 1])) {
          backward.push(`${other} ${node}`);
        }
      }
      expect(backward.sort()).toEqual(forward.sort());
    }),
  );
});
