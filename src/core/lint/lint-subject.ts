import type { TaskGraph } from '../graph/task-graph.ts';
import type { Snapshot } from '../task.ts';
import { createIdSuggester } from './create-id-suggester.ts';

/** What the rules between files look at, with what several of them need. */
export interface LintSubject {
  readonly snapshot: Snapshot;
  readonly graph: TaskGraph;
  /** Names of the roles that are described; null when that is not known. */
  readonly specialists: readonly string[] | null;
  /** How many task files, readable or not, claim an id. */
  readonly filesOf: ReadonlyMap<string, number>;
  /** Plans that have a file, readable or not. */
  readonly planIds: ReadonlySet<string>;
  suggestId(unknown: string): string | null;
}

/** Prepares a snapshot and the graph built from it. */
export function createLintSubject(
  snapshot: Snapshot,
  graph: TaskGraph,
  specialists: readonly string[] | null,
): LintSubject {
  const filesOf = new Map<string, number>();
  for (const id of graph.ids) filesOf.set(id, (filesOf.get(id) ?? 0) + 1);
  const planIds = new Set(graph.plans.filter(({ file }) => file !== 'missing').map(({ id }) => id));
  return { snapshot, graph, specialists, filesOf, planIds, suggestId: createIdSuggester(graph.ids) };
}
