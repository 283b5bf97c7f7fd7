import { at } from './columns.ts';
import { deriveComponents } from './derive-components.ts';
import { deriveLevels } from './derive-levels.ts';
import { compareIds, type TaskGraph } from './task-graph.ts';

/**
 * Orders all tasks of a plan, finished or not, so that each comes after what it depends on, also through
 * tasks of other plans; then by id. Tasks in a cycle or behind one come last.
 */
export function deriveTopologicalOrder(graph: TaskGraph, plan: number): number[] {
  const { level, stuck } = deriveLevels(graph, deriveComponents(graph));
  const nodes: number[] = [];
  for (let node = 0; node < graph.size; node++) if (graph.planOf[node] === plan) nodes.push(node);
  return nodes.sort(
    (a, b) => at(stuck, a) - at(stuck, b) || at(level, a) - at(level, b) || compareIds(graph, a, b),
  );
}
