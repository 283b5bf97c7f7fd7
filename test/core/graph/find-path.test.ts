import { expect, test } from 'vitest';
import { findPath } from '../../../src/core/graph/find-path.ts';
import { makeFacts, namesOf, nodeOf } from './sample-graph.ts';

const facts = makeFacts({
  tasks: {
    a: {},
    b: { needs: ['a', 'gone'] },
    c: { needs: ['b'] },
    d: { needs: ['c', 'b'] },
    e: { needs: ['e'] },
  },
});

test.each([
  ['d', 'a', 'd b a'],
  ['c', 'b', 'c b'],
  ['a', 'd', null],
  ['a', 'a', null],
  ['e', 'e', 'e e'],
])('finds the shortest way from %s to %s: %s', (from, to, expected) => {
  const path = findPath(facts.graph, nodeOf(facts, from), nodeOf(facts, to));
  expect(path === null ? null : namesOf(facts, path).join(' ')).toBe(expected);
});

test('passes only nodes that are open', () => {
  const closed = nodeOf(facts, 'b');
  const path = findPath(facts.graph, nodeOf(facts, 'd'), nodeOf(facts, 'a'), (node) => node !== closed);
  expect(path).toBeNull();
});
