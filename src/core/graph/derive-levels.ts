import { at } from './columns.ts';
import type { Components } from './derive-components.ts';
import { dependsOnItself } from './find-cycles.ts';
import type { DependencyEdges } from './task-graph.ts';

/** How deep every included node lies in the dependencies. */
export interface Levels {
  /** 0 for a node without included dependencies, else one more than the deepest of them; -1: not included. */
  readonly level: Int32Array;
  /** 1 for a node that lies in a cycle or behind one, and so can never start. */
  readonly stuck: Uint8Array;
}

/** Derives the level of every node that `components` includes; the members of a cycle share one. Linear. */
export function deriveLevels(edges: DependencyEdges, components: Components): Levels {
  const level = new Int32Array(edges.size).fill(-1);
  const stuck = new Uint8Array(edges.size);
  const { order, componentStart, componentOf, count } = components;
  for (let component = 0; component < count; component++) {
    const members = order.subarray(at(componentStart, component), at(componentStart, component + 1));
    let depth = 0;
    let isStuck = members.length > 1 || dependsOnItself(edges, at(members, 0));
    for (const member of members) {
      const end = at(edges.dependencyStart, member + 1);
      for (let edge = at(edges.dependencyStart, member); edge < end; edge++) {
        const dependency = at(edges.dependency, edge);
        if (dependency < 0 || componentOf[dependency] === -1 || componentOf[dependency] === component)
          continue;
        depth = Math.max(depth, at(level, dependency) + 1);
        isStuck ||= stuck[dependency] === 1;
      }
    }
    for (const member of members) {
      level[member] = depth;
      stuck[member] = isStuck ? 1 : 0;
    }
  }
  return { level, stuck };
}
