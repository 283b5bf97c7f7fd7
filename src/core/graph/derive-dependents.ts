import { at } from './columns.ts';
import type { TaskGraph } from './task-graph.ts';

/** The edges turned round, in the same layout: who waits for a node. */
export interface Dependents {
  /** `size + 1` offsets into `dependent`. */
  readonly dependentStart: Int32Array;
  readonly dependent: Int32Array;
  /** Where those that name the node in `depends_on` end, and the task that its plan breaks down follows. */
  readonly ownEnd: Int32Array;
}

type Edges = Pick<TaskGraph, 'size' | 'dependencyStart' | 'dependency' | 'ownEnd'>;

/** Derives who waits for each node, in node order. Linear. */
export function deriveDependents(graph: Edges): Dependents {
  const dependentStart = new Int32Array(graph.size + 1);
  for (const dependency of graph.dependency) {
    if (dependency >= 0) dependentStart[dependency + 1] = at(dependentStart, dependency + 1) + 1;
  }
  for (let node = 0; node < graph.size; node++) {
    dependentStart[node + 1] = at(dependentStart, node + 1) + at(dependentStart, node);
  }
  const dependent = new Int32Array(at(dependentStart, graph.size));
  const next = dependentStart.slice(0, graph.size);
  const place = (node: number, from: number, to: number) => {
    for (let edge = from; edge < to; edge++) {
      const dependency = at(graph.dependency, edge);
      if (dependency < 0) continue;
      const slot = at(next, dependency);
      dependent[slot] = node;
      next[dependency] = slot + 1;
    }
  };
  for (let node = 0; node < graph.size; node++) {
    place(node, at(graph.dependencyStart, node), at(graph.ownEnd, node));
  }
  const ownEnd = next.slice();
  for (let node = 0; node < graph.size; node++) {
    place(node, at(graph.ownEnd, node), at(graph.dependencyStart, node + 1));
  }
  return { dependentStart, dependent, ownEnd };
}

/** Lists the nodes that name this one in `depends_on`. */
export function listDependents(dependents: Dependents, node: number): number[] {
  return Array.from(
    dependents.dependent.subarray(at(dependents.dependentStart, node), at(dependents.ownEnd, node)),
  );
}
