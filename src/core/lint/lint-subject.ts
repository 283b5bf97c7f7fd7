import type { Task } from '../task.ts';
import type { TaskTable } from '../task-table.ts';
import { createIdSuggester } from './create-id-suggester.ts';
import type { LintFacts } from './lint-facts.ts';

/** What the rules between files look at, with what several of them need. */
export interface LintSubject
  extends Pick<TaskTable, 'graph' | 'plans' | 'taskAt' | 'knownFacts' | 'lintFacts'> {
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
  const { graph, plans, knownFacts, lintFacts } = table;
  let filesOf: ReadonlyMap<string, number> | undefined;
  return {
    graph,
    plans,
    knownFacts,
    lintFacts,
    taskAt: (node) => table.taskAt(node),
    specialists,
    get filesOf() {
      filesOf ??= countFiles(graph.ids);
      return filesOf;
    },
    planIds: new Set(graph.plans.filter(({ file }) => file !== 'missing').map(({ id }) => id)),
    suggestId: createIdSuggester(graph.ids),
  };
}

function countFiles(ids: readonly string[]): Map<string, number> {
  const filesOf = new Map<string, number>();
  for (const id of ids) filesOf.set(id, (filesOf.get(id) ?? 0) + 1);
  return filesOf;
}

/** The readable tasks in which a rule for single tasks may find something; all when nothing is known of them. */
export function* readSuspects({ graph, taskAt, lintFacts, specialists }: LintSubject): Generator<Task> {
  if (lintFacts === null) return yield* readTasks({ graph, taskAt });
  const isStrange = findStrangers(lintFacts, specialists);
  for (let node = 0; node < lintFacts.hasFinding.length; node++) {
    const isSound = lintFacts.hasFinding[node] === 0 && !isStrange[lintFacts.specialistOf[node] ?? -1];
    const task = isSound ? null : taskAt(node);
    if (task !== null) yield task;
  }
}

/** Per name of the facts, whether nobody has described such a role. */
function findStrangers(facts: LintFacts, specialists: readonly string[] | null): readonly boolean[] {
  const known = new Set(specialists);
  return facts.specialists.map((name) => specialists !== null && !known.has(name));
}

/** Every readable task, one after the other, so that 100,000 are never in memory at once. */
export function* readTasks({ graph, taskAt }: Pick<TaskTable, 'graph' | 'taskAt'>): Generator<Task> {
  for (let node = 0; node < graph.size; node++) {
    const task = taskAt(node);
    if (task !== null) yield task;
  }
}
