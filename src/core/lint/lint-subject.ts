import type { TaskGraph } from '../graph/task-graph.ts';
import type { Plan, Task } from '../task.ts';
import type { TaskTable } from '../task-table.ts';
import { createIdSuggester } from './create-id-suggester.ts';

/** What the rules between files look at, with what several of them need. */
export interface LintSubject {
  readonly graph: TaskGraph;
  readonly plans: readonly Plan[];
  /** By node; null for a file that cannot be read. */
  readonly tasks: readonly (Task | null)[];
  /** Names of the roles that are described; null when that is not known. */
  readonly specialists: readonly string[] | null;
  /** How many task files, readable or not, claim an id. */
  readonly filesOf: ReadonlyMap<string, number>;
  /** Plans that have a file, readable or not. */
  readonly planIds: ReadonlySet<string>;
  suggestId(unknown: string): string | null;
}

/** Prepares a table of all files. */
export function createLintSubject(table: TaskTable, specialists: readonly string[] | null): LintSubject {
  const { graph, plans } = table;
  const filesOf = new Map<string, number>();
  for (const id of graph.ids) filesOf.set(id, (filesOf.get(id) ?? 0) + 1);
  return {
    graph,
    plans,
    tasks: listTasks(table),
    specialists,
    filesOf,
    planIds: new Set(graph.plans.filter(({ file }) => file !== 'missing').map(({ id }) => id)),
    suggestId: createIdSuggester(graph.ids),
  };
}

/** Every task by node; null for a file that cannot be read. */
export function listTasks({ graph, taskAt }: Pick<TaskTable, 'graph' | 'taskAt'>): (Task | null)[] {
  return Array.from({ length: graph.size }, (_, node) => taskAt(node));
}

/** The readable ones among the tasks. */
export function listReadable(tasks: readonly (Task | null)[]): Task[] {
  return tasks.filter((task) => task !== null);
}
