import { at } from './columns.ts';
import type { DependencyEdges } from './task-graph.ts';

/**
 * Finds a shortest way along dependencies, both ends included; null when there is none. A way has at
 * least one step, so from a node to itself it is a cycle. `isOpen` limits the nodes it may pass.
 */
export function findPath(
  edges: DependencyEdges,
  from: number,
  to: number,
  isOpen: (node: number) => boolean = () => true,
): number[] | null {
  const cameFrom = new Map<number, number>();
  const queue = [from];
  for (let head = 0; head < queue.length; head++) {
    const node = queue[head] as number;
    for (let edge = at(edges.dependencyStart, node); edge < at(edges.dependencyStart, node + 1); edge++) {
      const dependency = at(edges.dependency, edge);
      if (dependency === to) return traceBack(cameFrom, from, node, to);
      if (dependency < 0 || dependency === from || cameFrom.has(dependency) || !isOpen(dependency)) continue;
      cameFrom.set(dependency, node);
      queue.push(dependency);
    }
  }
  return null;
}

function traceBack(cameFrom: ReadonlyMap<number, number>, from: number, last: number, to: number): number[] {
  const path = [to];
  for (let node = last; node !== from; node = cameFrom.get(node) as number) path.push(node);
  path.push(from);
  return path.reverse();
}
