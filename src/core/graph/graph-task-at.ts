import type { GraphTask } from './build-task-graph.ts';
import { decodePriority, decodeStatus } from './codes.ts';
import { at } from './columns.ts';
import { nameOf, type TaskGraph } from './task-graph.ts';

/** What the graph knows of a node; null when its file cannot be read, or its id is not unique. */
export function graphTaskAt(graph: TaskGraph, node: number): GraphTask | null {
  const status = decodeStatus(at(graph.status, node));
  if (status === null) return null;
  const priority = decodePriority(at(graph.priority, node));
  const dependsOn = dependenciesOf(graph, node);
  return { status, priority, effortHours: at(graph.weightHours, node), dependsOn };
}

/** Ids of what a task depends on, each once; nothing where the id of the task is not unique. */
export function dependenciesOf(graph: TaskGraph, node: number): string[] {
  const ids: string[] = [];
  for (let edge = at(graph.dependencyStart, node); edge < at(graph.ownEnd, node); edge++) {
    const target = at(graph.dependency, edge);
    ids.push(target < 0 ? (graph.dangling[~target]?.id ?? '') : nameOf(graph, target));
  }
  return ids;
}
