/**
 * All tasks as integer columns (a structure of arrays), so that 100,000 of them cost megabytes and
 * milliseconds, and an index can load the columns straight from disk. A node is a row of the columns.
 * Edges lie in compressed rows: those of node n are `dependency[dependencyStart[n] .. dependencyStart[n + 1]]`.
 */

/** Who waits for whom, without what the tasks are. */
export interface DependencyEdges {
  readonly size: number;
  /** `size + 1` offsets into `dependency`. */
  readonly dependencyStart: Int32Array;
  /** A node, or `~k` (negative) for the k-th dangling reference. */
  readonly dependency: Int32Array;
}

export interface TaskGraph extends DependencyEdges {
  readonly ids: readonly string[];
  /** Codes of `STATUSES`, or `UNREADABLE_STATUS`. */
  readonly status: Uint8Array;
  /** Codes of `PRIORITIES`: the smaller, the more urgent. */
  readonly priority: Uint8Array;
  readonly weightHours: Float64Array;
  /** Index in `plans`. */
  readonly planOf: Int32Array;
  readonly plans: readonly PlanNode[];
  /** Where a node's own dependencies end; from here on, the tasks of the plans that break it down. */
  readonly ownEnd: Int32Array;
  readonly dangling: readonly DanglingReference[];
  /** 1 when a live claim is held on the task. */
  readonly claimed: Uint8Array;
}

export interface PlanNode {
  readonly id: string;
  readonly cancelled: boolean;
  /** What is known of its `plan.md`. */
  readonly file: 'readable' | 'unreadable' | 'missing';
  /** The task that this plan breaks down, or -1. */
  readonly parentNode: number;
}

/** An id in `depends_on` that leads to no single task: there is none, or there are several files. */
export interface DanglingReference {
  readonly id: string;
  readonly reason: 'missing' | 'ambiguous';
}

/** Id of a node. */
export function nameOf(graph: Pick<TaskGraph, 'ids'>, node: number): string {
  return graph.ids[node] as string;
}

/** Plan of a node. */
export function planOfNode(graph: Pick<TaskGraph, 'planOf' | 'plans'>, node: number): PlanNode {
  return graph.plans[graph.planOf[node] as number] as PlanNode;
}

/** Orders nodes by id. */
export function compareIds(graph: Pick<TaskGraph, 'ids'>, a: number, b: number): number {
  const idA = nameOf(graph, a);
  const idB = nameOf(graph, b);
  return idA < idB ? -1 : idA > idB ? 1 : a - b;
}
