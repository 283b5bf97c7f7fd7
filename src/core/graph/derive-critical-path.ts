import { at } from './columns.ts';
import type { Components } from './derive-components.ts';
import { deriveRemainingChain, type RemainingChain } from './derive-remaining-chain.ts';
import { compareIds, type TaskGraph } from './task-graph.ts';

/** The longest chain of work, first task first. */
export interface CriticalPath {
  readonly nodes: readonly number[];
  readonly hours: number;
}

/**
 * Derives the longest weighted chain of the tasks that `components` includes; empty without tasks. Give the
 * chain when it is known already. Of two chains of the same length, the one of the smaller ids.
 */
export function deriveCriticalPath(
  graph: TaskGraph,
  components: Components,
  chain: RemainingChain = deriveRemainingChain(graph, components),
): CriticalPath {
  const nodes: number[] = [];
  const first = findStart(graph, components.order, chain);
  for (let node = first; node !== -1; node = at(chain.next, node)) nodes.push(node);
  return { nodes, hours: first === -1 ? 0 : at(chain.hours, first) };
}

/** A task that weighs nothing makes no chain longer, but one that begins with it includes it. */
function findStart(graph: TaskGraph, order: Int32Array, chain: RemainingChain): number {
  let hours = 0;
  for (const node of order) hours = Math.max(hours, at(chain.hours, node));
  const longest = order.filter((node) => chain.hours[node] === hours);
  const continued = new Set(longest.map((node) => at(chain.next, node)));
  let first = -1;
  for (const node of longest) {
    if (!continued.has(node) && (first === -1 || compareIds(graph, node, first) < 0)) first = node;
  }
  return first;
}
