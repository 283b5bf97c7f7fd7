/**
 * The quick way to the other side of a comparison: where no task came, went or waits for others than before, the
 * columns are the same but for a few cells. Tables with the same edges share the column of the edges itself.
 */
import { PRIORITY_CODE, STATUS_CODE } from '../graph/codes.ts';
import { haveSameCells } from '../graph/columns.ts';
import type { Task } from '../task.ts';
import type { TaskTable } from '../task-table.ts';
import type { FileVersion, VersionPair } from './file-version.ts';

/** Whether two tables have the same tasks in the same rows, waiting for the same ones. */
export function haveSameEdges(a: TaskTable, b: TaskTable): boolean {
  return a.graph.dependency === b.graph.dependency;
}

/** Whether nothing that the graph knows of states differs: same edges, and the same status in every row. */
export function haveSameStates(a: TaskTable, b: TaskTable): boolean {
  return haveSameEdges(a, b) && haveSameCells(a.graph.status, b.graph.status);
}

/** Whether the changes leave alone which tasks and plans there are, and what waits for what. */
export function keepsEdges(pairs: readonly VersionPair[]): boolean {
  return pairs.every(({ before, after }) => {
    if (before === null || after === null || before.path !== after.path) return false;
    if (before.task !== null && after.task !== null) {
      const old = before.task.dependsOn;
      const now = after.task.dependsOn;
      return old.length === now.length && old.every((id, place) => id === now[place]);
    }
    const [old, now] = [before.plan, after.plan];
    return old !== null && now !== null && old.parent === now.parent && old.cancelled === now.cancelled;
  });
}

/** Makes the table that has these files instead; null when one of the tasks is not in exactly one row. */
export function patchTable(table: TaskTable, versions: readonly FileVersion[]): TaskTable | null {
  const rows = findRows(table, versions);
  if (rows === null) return null;
  const { graph } = table;
  const status = graph.status.slice();
  const priority = graph.priority.slice();
  const weightHours = graph.weightHours.slice();
  for (const [node, task] of rows) {
    status[node] = STATUS_CODE[task.status];
    priority[node] = PRIORITY_CODE[task.priority];
    weightHours[node] = task.effortHours;
  }
  const plans = new Map(versions.map(({ path, plan }) => [path, plan]));
  const changed = new Set(versions.map(({ path }) => path));
  return {
    ...table,
    graph: { ...graph, status, priority, weightHours },
    plans: table.plans.map((plan) => plans.get(plan.path) ?? plan),
    problems: [
      ...table.problems.filter(({ path }) => !changed.has(path)),
      ...versions.flatMap(({ problems }) => problems),
    ],
    knownFacts: null,
    lintFacts: null,
    writtenAt: null,
    treeOf: null,
    taskAt: (node) => rows.get(node) ?? table.taskAt(node),
    revisionAt: (node) => rows.get(node)?.revision ?? table.revisionAt(node),
  };
}

function findRows(table: TaskTable, versions: readonly FileVersion[]): Map<number, Task> | null {
  const { ids } = table.graph;
  const wanted = new Map(versions.flatMap(({ id, task }) => (task === null ? [] : [[id, task] as const])));
  const rows = new Map<number, Task>();
  for (let node = 0; node < ids.length; node++) {
    const task = wanted.get(ids[node] ?? '');
    if (task === undefined) continue;
    if (table.pathAt(node) !== task.path) return null;
    rows.set(node, task);
  }
  return rows.size === wanted.size ? rows : null;
}
