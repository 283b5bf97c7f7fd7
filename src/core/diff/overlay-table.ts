/**
 * A table with some of its files replaced: what one side of a comparison says, made from the other. The files
 * that both have in common are neither read nor decoded again.
 */
import { buildGraph, type GraphRow } from '../graph/build-task-graph.ts';
import { graphTaskAt } from '../graph/graph-task-at.ts';
import { nameOf, planOfNode } from '../graph/task-graph.ts';
import { deriveProblems } from '../lint/derive-problems.ts';
import type { Problem } from '../problem.ts';
import type { RuleCode } from '../rules.ts';
import type { Plan, Task, UnreadableFile } from '../task.ts';
import type { TaskTable } from '../task-table.ts';
import type { FileVersion } from './file-version.ts';

/** Files by path; null where the side has none. */
export type Replacements = ReadonlyMap<string, FileVersion | null>;

/** Rows of the new table: the readable tasks, then the task files that cannot be read. */
interface Row extends GraphRow {
  readonly path: string;
  readonly task: GraphRow['task'];
  readonly read: () => Task | null;
  readonly revision: () => string | null;
}

/** Problems between files: they are derived anew. */
const DERIVED: ReadonlySet<string> = new Set(['duplicate-id', 'plan-missing'] satisfies RuleCode[]);

/** Makes the table that the replacements leave. */
export function overlayTable(table: TaskTable, replacements: Replacements): TaskTable {
  const versions = [...replacements.values()].filter((version) => version !== null);
  const isKept = ({ path }: { readonly path: string }) => !replacements.has(path);
  const plans: Plan[] = [...table.plans.filter(isKept), ...versions.flatMap(({ plan }) => plan ?? [])];
  const unreadable: UnreadableFile[] = [
    ...table.unreadable.filter(isKept),
    ...versions.flatMap((version) => version.unreadable ?? []),
  ];
  const rows = [
    ...keepRows(table, replacements),
    ...versions.flatMap(rowOf),
    ...unreadable.flatMap(brokenRow),
  ];
  return {
    graph: buildGraph({ rows, plans, unreadable }, new Set()),
    plans,
    unreadable,
    get problems() {
      const own = table.problems.filter((problem) => isKept(problem) && !DERIVED.has(problem.code));
      return listProblems([...own, ...versions.flatMap(({ problems }) => problems)], rows, plans, unreadable);
    },
    knownFacts: null,
    lintFacts: null,
    writtenAt: null,
    treeOf: null,
    taskAt: (node) => rows[node]?.read() ?? null,
    pathAt: (node) => rows[node]?.path ?? '',
    revisionAt: (node) => rows[node]?.revision() ?? null,
  };
}

/** The readable tasks that stay. */
function keepRows(table: TaskTable, replacements: Replacements): Row[] {
  const { graph } = table;
  const broken = table.unreadable.filter(({ kind }) => kind === 'task').length;
  const rows: Row[] = [];
  for (let node = 0; node < graph.size - broken; node++) {
    const path = table.pathAt(node);
    if (replacements.has(path)) continue;
    rows.push({
      id: nameOf(graph, node),
      planId: planOfNode(graph, node).id,
      path,
      // A task whose id was not unique has nothing in the columns, and the id may be unique now.
      task: graphTaskAt(graph, node) ?? table.taskAt(node),
      read: () => table.taskAt(node),
      revision: () => table.revisionAt(node),
    });
  }
  return rows;
}

function rowOf({ id, planId, path, task }: FileVersion): Row[] {
  if (task === null) return [];
  return [{ id, planId, path, task, read: () => task, revision: () => task.revision }];
}

function brokenRow({ kind, id, planId, path }: UnreadableFile): Row[] {
  if (kind === 'plan') return [];
  return [{ id, planId, path, task: null, read: () => null, revision: () => null }];
}

function listProblems(
  own: readonly Problem[],
  tasks: readonly Row[],
  plans: readonly Plan[],
  unreadable: readonly UnreadableFile[],
): readonly Problem[] {
  const brokenPlans = unreadable.filter(({ kind }) => kind === 'plan');
  const plansWithFile = new Set([...plans.map(({ id }) => id), ...brokenPlans.map(({ planId }) => planId)]);
  return deriveProblems({ own, tasks, plansWithFile });
}
