import { buildTaskGraph } from './graph/build-task-graph.ts';
import type { KnownFacts } from './graph/graph-facts.ts';
import type { TaskGraph } from './graph/task-graph.ts';
import type { LintFacts } from './lint/lint-facts.ts';
import type { Problem } from './problem.ts';
import type { Plan, Snapshot, Task, UnreadableFile, WrittenTask } from './task.ts';

/**
 * Everything that the files of one work tree say, at one moment: the graph as columns, and each task when
 * somebody asks for it, so that a question about ten tasks does not decode 100,000.
 */
export interface TaskTable {
  /** Row n of the table is node n. Claims are not files: none is in `claimed`. */
  readonly graph: TaskGraph;
  readonly plans: readonly Plan[];
  readonly unreadable: readonly UnreadableFile[];
  /** Ordered by path and place. */
  readonly problems: readonly Problem[];
  /** What an index has kept of the facts that follow from the files; null when nobody derived them yet. */
  readonly knownFacts: KnownFacts | null;
  /** What an index has kept for the rules for single tasks; null when every task has to be read for them. */
  readonly lintFacts: LintFacts | null;
  /** The fields as they stand in the file, null when that cannot be read; null where no index has kept them. */
  readonly writtenAt: ((node: number) => WrittenTask | null) | null;
  /**
   * The name that git gives to a tree of just the plan and task files of a plan's folder. Null when it is not known, or
   * one of them cannot be read; null where no index has kept it.
   */
  readonly treeOf: ((planId: string) => string | null) | null;
  /** Null when the file cannot be read. */
  taskAt(node: number): Task | null;
  pathAt(node: number): string;
  /** Blob oid of the file that was read; null when it cannot be read. Cheaper than the task. */
  revisionAt(node: number): string | null;
}

/** Makes a table of a snapshot that is in memory as a whole. */
export function createTable(snapshot: Snapshot): TaskTable {
  const { tasks, plans, unreadable, problems } = snapshot;
  const unreadableTasks = unreadable.filter(({ kind }) => kind === 'task');
  return {
    graph: buildTaskGraph(snapshot, new Set()),
    plans,
    unreadable,
    problems,
    knownFacts: null,
    lintFacts: null,
    writtenAt: null,
    treeOf: null,
    taskAt: (node) => tasks[node] ?? null,
    revisionAt: (node) => tasks[node]?.revision ?? null,
    pathAt: (node) => tasks[node]?.path ?? unreadableTasks[node - tasks.length]?.path ?? '',
  };
}
