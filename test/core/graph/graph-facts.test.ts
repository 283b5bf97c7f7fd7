import { expect, test } from 'vitest';
import { deriveCriticalPath } from '../../../src/core/graph/derive-critical-path.ts';
import { deriveReadyOrder } from '../../../src/core/graph/derive-ready-order.ts';
import { deriveTopologicalOrder } from '../../../src/core/graph/derive-topological-order.ts';
import { deriveWaves } from '../../../src/core/graph/derive-waves.ts';
import { explainNext } from '../../../src/core/graph/explain-next.ts';
import { findBlockers } from '../../../src/core/graph/find-blockers.ts';
import { findCycles } from '../../../src/core/graph/find-cycles.ts';
import { makeFacts } from './sample-graph.ts';

const LENGTH = 100_000;

/** `t000000 <- t000001 <- …`, listed last task first, so that a search meets the deep end at once. */
function makeChain(first: readonly string[]) {
  const tasks: Record<string, { needs: readonly string[]; hours: number }> = {};
  for (let place = LENGTH - 1; place >= 0; place--) {
    tasks[nameAt(place)] = { needs: place === 0 ? first : [nameAt(place - 1)], hours: 1 };
  }
  return makeFacts({ tasks });
}

function nameAt(place: number): string {
  return `t${String(place).padStart(6, '0')}`;
}

test('answers every question about a chain of 100,000 tasks', () => {
  const facts = makeChain([]);
  const head = LENGTH - 1;
  expect(deriveReadyOrder(facts)).toEqual([head]);
  expect(explainNext(facts, head)).toMatchObject({ downstream: LENGTH - 1, chainHours: LENGTH });
  expect(findBlockers(facts, 0)).toEqual([{ id: nameAt(LENGTH - 2), reason: 'pending' }]);
  expect(findCycles(facts.graph)).toEqual([]);
  expect(deriveWaves(facts.graph, facts.components)).toHaveLength(LENGTH);
  expect(deriveTopologicalOrder(facts.graph, 0).at(-1)).toBe(0);
  expect(deriveCriticalPath(facts.graph, facts.components, facts.chain).nodes).toHaveLength(LENGTH);
});

test('finds a circle of 100,000 tasks', () => {
  const facts = makeChain([nameAt(LENGTH - 1)]);
  expect(deriveReadyOrder(facts)).toEqual([]);
  expect(findCycles(facts.graph).map(({ path }) => path.length)).toEqual([LENGTH + 1]);
  expect(findBlockers(facts, 0)).toEqual([{ id: nameAt(LENGTH - 2), reason: 'cycle' }]);
});

test('derives each fact once', () => {
  const facts = makeFacts({ tasks: { a: {} } });
  expect(facts.states).toBe(facts.states);
  expect(facts.chain).toBe(facts.chain);
});
