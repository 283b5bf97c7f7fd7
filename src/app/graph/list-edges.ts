import { at } from '../../core/graph/columns.ts';
import { deriveDependents } from '../../core/graph/derive-dependents.ts';
import type { TaskGraph } from '../../core/graph/task-graph.ts';

/** Two nodes: the first has to be completed before the second. */
export type NodeEdge = readonly [from: number, to: number];

/**
 * Lists the edges that lead to the wanted nodes, in the order of the nodes and of their files. A task that a
 * plan breaks down gets an edge from those tasks of the plan that no other task of it waits for: the rest
 * follows from these.
 */
export function listEdges(graph: TaskGraph, wanted: Uint8Array): NodeEdge[] {
  const dependents = deriveDependents(graph);
  const isLastOfPlan = (node: number) => {
    for (let slot = at(dependents.dependentStart, node); slot < at(dependents.ownEnd, node); slot++) {
      if (graph.planOf[at(dependents.dependent, slot)] === graph.planOf[node]) return false;
    }
    return true;
  };
  const edges: NodeEdge[] = [];
  for (let node = 0; node < graph.size; node++) {
    if (wanted[node] !== 1) continue;
    for (let edge = at(graph.dependencyStart, node); edge < at(graph.dependencyStart, node + 1); edge++) {
      const dependency = at(graph.dependency, edge);
      if (dependency < 0) continue;
      if (edge < at(graph.ownEnd, node) || isLastOfPlan(dependency)) edges.push([dependency, node]);
    }
  }
  return edges;
}
