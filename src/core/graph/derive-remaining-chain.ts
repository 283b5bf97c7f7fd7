import { at } from './columns.ts';
import type { Components } from './derive-components.ts';
import { compareIds, type TaskGraph } from './task-graph.ts';

/** For every included node, the longest way from its start to the end of what waits for it. */
export interface RemainingChain {
  /** Hours of the node and of the longest chain of dependents after it; 0 when not included. */
  readonly hours: Float64Array;
  /** The next task on that chain (the smaller id when two are as long), or -1 at its end. */
  readonly next: Int32Array;
}

type WeightedGraph = Pick<TaskGraph, 'size' | 'ids' | 'dependencyStart' | 'dependency' | 'weightHours'>;

const SECONDS_PER_HOUR = 3600;

/**
 * Derives the remaining chain of every node that `components` includes. Steps inside a cycle do not count.
 * Sums whole seconds, so that chains of the same length compare as equal.
 */
export function deriveRemainingChain(graph: WeightedGraph, components: Components): RemainingChain {
  const seconds = new Float64Array(graph.size);
  const next = new Int32Array(graph.size).fill(-1);
  const { order, componentOf } = components;
  for (let position = order.length - 1; position >= 0; position--) {
    const node = at(order, position);
    const total = at(seconds, node) + Math.round(at(graph.weightHours, node) * SECONDS_PER_HOUR);
    seconds[node] = total;
    const end = at(graph.dependencyStart, node + 1);
    for (let edge = at(graph.dependencyStart, node); edge < end; edge++) {
      const dependency = at(graph.dependency, edge);
      if (dependency < 0 || componentOf[dependency] === -1) continue;
      if (componentOf[dependency] === componentOf[node]) continue;
      const best = at(seconds, dependency);
      const rival = at(next, dependency);
      if (rival !== -1 && (total < best || (total === best && compareIds(graph, rival, node) < 0))) continue;
      seconds[dependency] = total;
      next[dependency] = node;
    }
  }
  return { hours: seconds.map((sum) => sum / SECONDS_PER_HOUR), next };
}
