import { at } from './columns.ts';
import { deriveComponents } from './derive-components.ts';
import { findPath } from './find-path.ts';
import { compareIds, type DependencyEdges } from './task-graph.ts';

/** Tasks that all wait for each other, so that none of them can ever be ready. */
export interface Cycle {
  /** Every task of the strongly connected component, by id. */
  readonly members: readonly number[];
  /** One shortest way round from the smallest id back to it: `[a, b, a]` says a waits for b, b for a. */
  readonly path: readonly number[];
}

/** Finds every group of tasks that wait for each other, and every task that waits for itself, by smallest id. */
export function findCycles(edges: DependencyEdges & { readonly ids: readonly string[] }): Cycle[] {
  const { count, order, componentStart, componentOf } = deriveComponents(edges);
  const cycles: Cycle[] = [];
  for (let component = 0; component < count; component++) {
    const from = at(componentStart, component);
    const to = at(componentStart, component + 1);
    if (to - from === 1 && !dependsOnItself(edges, at(order, from))) continue;
    const members = Array.from(order.subarray(from, to)).sort((a, b) => compareIds(edges, a, b));
    const first = members[0] as number;
    const path = findPath(edges, first, first, (node) => componentOf[node] === component);
    cycles.push({ members, path: path ?? members });
  }
  return cycles.sort((a, b) => compareIds(edges, a.members[0] as number, b.members[0] as number));
}

/** Tells whether a node is among its own dependencies. */
export function dependsOnItself(edges: DependencyEdges, node: number): boolean {
  const end = at(edges.dependencyStart, node + 1);
  for (let edge = at(edges.dependencyStart, node); edge < end; edge++) {
    if (edges.dependency[edge] === node) return true;
  }
  return false;
}
