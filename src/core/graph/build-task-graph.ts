import { deriveWeightHours } from '../effort.ts';
import type { Snapshot, Task } from '../task.ts';
import { PRIORITY_CODE, STATUS_CODE, UNREADABLE_STATUS } from './codes.ts';
import type { DanglingReference, PlanNode, TaskGraph } from './task-graph.ts';

/** What the graph has to know of a task. */
export type GraphTask = Pick<Task, 'status' | 'priority' | 'effortHours' | 'dependsOn'>;

/** One task file, readable or not; `task` is null when its text means nothing. */
export interface GraphRow {
  readonly id: string;
  readonly planId: string;
  readonly task: GraphTask | null;
}

/** Rows of the graph, and the plans that they lie in. */
export interface GraphSource {
  readonly rows: readonly GraphRow[];
  readonly plans: Snapshot['plans'];
  readonly unreadable: Snapshot['unreadable'];
}

const AMBIGUOUS = -1;
const UNKNOWN_WEIGHT_HOURS = deriveWeightHours(null, 'moderate');

/** Builds the graph of a snapshot: a node per readable task, in its order, then one per unreadable task file. */
export function buildTaskGraph(snapshot: Snapshot, liveClaims: ReadonlySet<string>): TaskGraph {
  const { plans, unreadable } = snapshot;
  const rows: GraphRow[] = snapshot.tasks.map((task) => ({ id: task.id, planId: task.planId, task }));
  for (const { kind, id, planId } of unreadable) {
    if (kind === 'task') rows.push({ id, planId, task: null });
  }
  return buildGraph({ rows, plans, unreadable }, liveClaims);
}

/**
 * Builds a graph, a node per row; `liveClaims` are the ids of tasks under a live claim. Files that cannot
 * be read are nodes too, and so is each of several files with the same id: none of these has edges.
 */
export function buildGraph(source: GraphSource, liveClaims: ReadonlySet<string>): TaskGraph {
  const nodeOf = numberIds(source.rows);
  const rows = source.rows.map((row) => (nodeOf.get(row.id) === AMBIGUOUS ? { ...row, task: null } : row));
  const plans = listPlans(source, rows, nodeOf);
  const planIndex = new Map(plans.map((plan, index) => [plan.id, index]));
  const planOf = Int32Array.from(rows, (row) => planIndex.get(row.planId) ?? AMBIGUOUS);
  return {
    size: rows.length,
    ids: rows.map((row) => row.id),
    status: Uint8Array.from(rows, ({ task }) => (task ? STATUS_CODE[task.status] : UNREADABLE_STATUS)),
    priority: Uint8Array.from(rows, ({ task }) => PRIORITY_CODE[task?.priority ?? 'medium']),
    weightHours: Float64Array.from(rows, ({ task }) => task?.effortHours ?? UNKNOWN_WEIGHT_HOURS),
    planOf,
    plans,
    claimed: Uint8Array.from(rows, (row) => (liveClaims.has(row.id) ? 1 : 0)),
    ...linkDependencies(rows, nodeOf, groupSubPlanTasks(plans, planOf)),
  };
}

function numberIds(rows: readonly GraphRow[]): Map<string, number> {
  const nodeOf = new Map<string, number>();
  rows.forEach((row, node) => {
    nodeOf.set(row.id, nodeOf.has(row.id) ? AMBIGUOUS : node);
  });
  return nodeOf;
}

/** Every plan that has a file or a task: readable ones first, each once. */
function listPlans(source: GraphSource, rows: readonly GraphRow[], nodeOf: ReadonlyMap<string, number>) {
  const findNode = (id: string | null | undefined) => (id == null ? -1 : (nodeOf.get(id) ?? -1));
  const plans = new Map<string, PlanNode>();
  const add = (plan: PlanNode) => {
    if (!plans.has(plan.id)) plans.set(plan.id, plan);
  };
  for (const { id, cancelled, parent } of source.plans) {
    add({ id, cancelled, file: 'readable', parentNode: findNode(parent) });
  }
  for (const { kind, planId, parent } of source.unreadable) {
    if (kind === 'plan') {
      add({ id: planId, cancelled: false, file: 'unreadable', parentNode: findNode(parent) });
    }
  }
  for (const { planId } of rows) {
    if (!plans.has(planId)) add({ id: planId, cancelled: false, file: 'missing', parentNode: -1 });
  }
  return [...plans.values()];
}

/** For every task that is broken down, the tasks of the plans that do; cancelled plans bind nobody. */
function groupSubPlanTasks(plans: readonly PlanNode[], planOf: Int32Array): Map<number, number[]> {
  const tasksOf = new Map<number, number[]>();
  planOf.forEach((planIndex, node) => {
    const plan = plans[planIndex];
    if (plan === undefined || plan.parentNode < 0 || plan.cancelled) return;
    const tasks = tasksOf.get(plan.parentNode);
    if (tasks === undefined) tasksOf.set(plan.parentNode, [node]);
    else tasks.push(node);
  });
  return tasksOf;
}

function linkDependencies(
  rows: readonly GraphRow[],
  nodeOf: ReadonlyMap<string, number>,
  subPlanTasks: ReadonlyMap<number, readonly number[]>,
): Pick<TaskGraph, 'dependencyStart' | 'dependency' | 'ownEnd' | 'dangling'> {
  const dependencyStart = new Int32Array(rows.length + 1);
  const ownEnd = new Int32Array(rows.length);
  const dependency: number[] = [];
  const dangling: DanglingReference[] = [];
  const danglingOf = new Map<string, number>();
  const resolve = (id: string): number => {
    const node = nodeOf.get(id);
    if (node !== undefined && node !== AMBIGUOUS) return node;
    const known = danglingOf.get(id);
    if (known !== undefined) return ~known;
    danglingOf.set(id, dangling.length);
    return ~(dangling.push({ id, reason: node === AMBIGUOUS ? 'ambiguous' : 'missing' }) - 1);
  };
  rows.forEach(({ task }, node) => {
    for (const id of withoutRepetitions(task?.dependsOn ?? [])) dependency.push(resolve(id));
    ownEnd[node] = dependency.length;
    const tasks = subPlanTasks.get(node);
    if (tasks !== undefined) {
      const own = new Set(dependency.slice(dependencyStart[node]));
      for (const part of tasks) if (!own.has(part)) dependency.push(part);
    }
    dependencyStart[node + 1] = dependency.length;
  });
  return { dependencyStart, dependency: Int32Array.from(dependency), ownEnd, dangling };
}

function withoutRepetitions(ids: readonly string[]): Iterable<string> {
  return ids.length < 2 ? ids : new Set(ids);
}
