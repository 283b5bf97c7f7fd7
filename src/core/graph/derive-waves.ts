import { at } from './columns.ts';
import type { Components } from './derive-components.ts';
import { deriveLevels } from './derive-levels.ts';
import { compareIds, type TaskGraph } from './task-graph.ts';

/**
 * Groups the tasks that `components` includes into waves: all of a wave could be done side by side once the
 * waves before it are done. By id within a wave. Tasks in a cycle or behind one are in no wave.
 */
export function deriveWaves(graph: TaskGraph, components: Components): number[][] {
  const { level, stuck } = deriveLevels(graph, components);
  const waves: number[][] = [];
  for (const node of components.order) {
    if (stuck[node] === 1) continue;
    const depth = at(level, node);
    while (waves.length <= depth) waves.push([]);
    waves[depth]?.push(node);
  }
  return waves.map((wave) => wave.sort((a, b) => compareIds(graph, a, b)));
}
