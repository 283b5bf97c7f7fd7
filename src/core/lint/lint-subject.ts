import type { Task } from '../task.ts';
import type { TaskTable } from '../task-table.ts';
import { createIdSuggester } from './create-id-suggester.ts';

/** What the rules between files look at, with what several of them need. */
export interface LintSubject extends Pick<TaskTable, 'graph' | 'plans' | 'taskAt'> {
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
    taskAt: (node) => table.taskAt(node),
    specialists,
    filesOf,
    planIds: new Set(graph.plans.filter(({ file }) => file !== 'missing').map(({ id }) => id)),
    suggestId: createIdSuggester(graph.ids),
  };
}

/** Every readable task, one after the other, so that 100,000 are never in memory at once. */
export function* readTasks({ graph, taskAt }: Pick<TaskTable, 'graph' | 'taskAt'>): Generator<Task> {
  for (let node = 0; node < graph.size; node++) {
    const task = taskAt(node);
    if (task !== null) yield task;
  }
}
