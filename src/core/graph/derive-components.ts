/**
 * One pass answers both "what waits for itself" and "in which order": Tarjan's algorithm finds the strongly
 * connected components (tasks that wait for each other in a circle; mostly single tasks) and emits each
 * after all that it depends on. Iterative, so that a chain of any length fits the stack.
 * R. Tarjan, Depth-first search and linear graph algorithms, 1972, https://doi.org/10.1137/0201010
 */
import { at } from './columns.ts';
import type { DependencyEdges } from './task-graph.ts';

export interface Components {
  /** The included nodes, dependencies first; the members of a component lie side by side. */
  readonly order: Int32Array;
  /** Offsets into `order` of each component, and its length at the end. */
  readonly componentStart: Int32Array;
  /** Component of each node; -1 when the node was not included. */
  readonly componentOf: Int32Array;
  readonly count: number;
}

/** Derives components and dependency order, of all nodes or of those marked 1 in `included`. Linear. */
export function deriveComponents(edges: DependencyEdges, included?: Uint8Array): Components {
  const search = startSearch(edges, included);
  for (let root = 0; root < edges.size; root++) {
    if ((included === undefined || included[root] === 1) && search.visited[root] === 0) {
      searchFrom(root, search);
    }
  }
  return {
    order: search.order.slice(0, search.emitted),
    componentStart: search.componentStart.slice(0, search.count + 1),
    componentOf: search.componentOf,
    count: search.count,
  };
}

interface Search {
  readonly edges: DependencyEdges;
  readonly included: Uint8Array | undefined;
  /** Number of the visit, from 1; 0 before it. */
  readonly visited: Int32Array;
  /** Earliest visit that is known to be reachable. */
  readonly lowest: Int32Array;
  /** Next edge to follow. */
  readonly cursor: Int32Array;
  /** The path from the root to the present node. */
  readonly path: Int32Array;
  /** Visited nodes that belong to no component yet. */
  readonly pending: Int32Array;
  readonly order: Int32Array;
  readonly componentStart: Int32Array;
  readonly componentOf: Int32Array;
  depth: number;
  waiting: number;
  visits: number;
  emitted: number;
  count: number;
}

function startSearch(edges: DependencyEdges, included: Uint8Array | undefined): Search {
  const column = () => new Int32Array(edges.size);
  return {
    edges,
    included,
    visited: column(),
    lowest: column(),
    cursor: edges.dependencyStart.slice(0, edges.size),
    path: column(),
    pending: column(),
    order: column(),
    componentStart: new Int32Array(edges.size + 1),
    componentOf: column().fill(-1),
    depth: 0,
    waiting: 0,
    visits: 0,
    emitted: 0,
    count: 0,
  };
}

function searchFrom(root: number, search: Search): void {
  const { edges, included, visited, lowest, cursor, path, componentOf } = search;
  enter(root, search);
  while (search.depth > 0) {
    const node = at(path, search.depth - 1);
    const edge = at(cursor, node);
    if (edge < at(edges.dependencyStart, node + 1)) {
      cursor[node] = edge + 1;
      const dependency = at(edges.dependency, edge);
      if (dependency < 0 || (included !== undefined && included[dependency] !== 1)) continue;
      if (visited[dependency] === 0) enter(dependency, search);
      else if (componentOf[dependency] === -1) {
        lowest[node] = Math.min(at(lowest, node), at(visited, dependency));
      }
    } else {
      search.depth--;
      if (lowest[node] === visited[node]) emitComponent(node, search);
      if (search.depth > 0) {
        const parent = at(path, search.depth - 1);
        lowest[parent] = Math.min(at(lowest, parent), at(lowest, node));
      }
    }
  }
}

function enter(node: number, search: Search): void {
  search.visits++;
  search.visited[node] = search.visits;
  search.lowest[node] = search.visits;
  search.path[search.depth++] = node;
  search.pending[search.waiting++] = node;
}

function emitComponent(first: number, search: Search): void {
  let member: number;
  do {
    member = at(search.pending, --search.waiting);
    search.componentOf[member] = search.count;
    search.order[search.emitted++] = member;
  } while (member !== first);
  search.count++;
  search.componentStart[search.count] = search.emitted;
}
