import { deriveTask } from '../../core/derive-task.ts';
import { buildGraph, type GraphRow, type GraphTask } from '../../core/graph/build-task-graph.ts';
import { at } from '../../core/graph/columns.ts';
import { graphTaskAt } from '../../core/graph/graph-task-at.ts';
import { nameOf } from '../../core/graph/task-graph.ts';
import { deriveProblems } from '../../core/lint/derive-problems.ts';
import {
  createLintFactsWriter,
  deriveLintFacts,
  type LintFactsWriter,
  lintFactsAt,
} from '../../core/lint/lint-facts.ts';
import type { Problem } from '../../core/problem.ts';
import type { Plan, UnreadableFile } from '../../core/task.ts';
import type { PlanFileEntry } from '../list-plan-files.ts';
import type { ReadFile } from '../read-plan-file.ts';
import { createFileRows, type FileRows } from './file-rows.ts';
import { FILE_KINDS, type IndexData, type IndexedFolder } from './index-data.ts';
import { createRecordWriter, decodeRecord, type RecordWriter } from './records.ts';
import { entryOf, listRows, type Survey } from './survey-files.ts';

/** What has been gathered so far, in the order of the survey. */
interface Assembly {
  readonly tasks: GraphRow[];
  readonly records: RecordWriter;
  readonly lint: LintFactsWriter;
  readonly plans: Plan[];
  readonly unreadable: UnreadableFile[];
  readonly fileProblems: Problem[];
  readonly files: FileRows;
}

const [TASK, PLAN, UNREADABLE] = FILE_KINDS.map((_, code) => code) as [number, number, number];

/**
 * Makes a new index of an old one and of the files that have to be read again; each is read when its turn
 * comes, and only what the index keeps of it stays in memory. Null when the old index is damaged.
 */
export function rebuildIndex(
  old: IndexData | null,
  survey: Survey,
  readFile: (entry: PlanFileEntry) => ReadFile,
): IndexData | null {
  if (old !== null && old.records.pieces() === null) return null;
  const oldFolders = new Map(old?.meta.folders.map((folder) => [folder.name, folder]));
  const found = survey.folders.map(({ name, rows, problems }) => {
    const before = oldFolders.get(name);
    if (rows !== null || before === undefined) return { name, problems, rows: rows ?? [] };
    const tree = before.tree === undefined ? {} : { tree: before.tree };
    return { name, problems, rows: listRows(before), ...tree };
  });
  const assembly: Assembly = {
    tasks: [],
    records: createRecordWriter(),
    lint: createLintFactsWriter(),
    plans: [],
    unreadable: [],
    fileProblems: [],
    files: createFileRows(
      survey,
      found.reduce((sum, { rows }) => sum + rows.length, 0),
    ),
  };
  const oldProblems = groupByPath(old?.meta.fileProblems ?? []);
  const folders: IndexedFolder[] = [];
  let firstFile = 0;
  for (const { rows, ...folder } of found) {
    const { name } = folder;
    folders.push({ ...folder, firstFile, fileCount: rows.length });
    firstFile += rows.length;
    for (const row of rows) {
      const entry = survey.fresh[~row];
      if (entry !== undefined) placeFresh(assembly, entry, readFile(entry));
      else if (old !== null) placeKept(assembly, old, name, row, oldProblems);
    }
  }
  return finish(old, assembly, folders);
}

function placeFresh(
  { tasks, records, lint, plans, unreadable, fileProblems, files }: Assembly,
  { id, planId }: PlanFileEntry,
  read: ReadFile,
): void {
  fileProblems.push(...read.problems);
  if (read.task !== undefined && read.written !== undefined) {
    const { revision, status, priority, effortHours, dependsOn } = read.task;
    records.add({ revision, written: read.written });
    lint.add(deriveLintFacts(read.task));
    tasks.push({ id, planId, task: { status, priority, effortHours, dependsOn: dependsOn.map(detach) } });
    files.addFresh(TASK, tasks.length - 1, read);
  } else if (read.plan !== undefined) {
    files.addFresh(PLAN, plans.push(read.plan) - 1, read);
  } else if (read.unreadable !== undefined) {
    files.addFresh(UNREADABLE, unreadable.push(read.unreadable) - 1, read);
  }
}

/** A copy that does not keep the whole text of the file in memory, as a part of it would. */
function detach(id: string): string {
  const copy = Buffer.from(id, 'latin1').toString('latin1');
  return copy === id ? copy : id;
}

function placeKept(
  { tasks, records, lint, plans, unreadable, fileProblems, files }: Assembly,
  old: IndexData,
  planId: string,
  row: number,
  oldProblems: ReadonlyMap<string, readonly Problem[]>,
): void {
  const kind = at(old.files.kind, row);
  const reference = at(old.files.reference, row);
  if (oldProblems.size > 0) {
    const { path } = entryOf(old, { name: planId }, row);
    fileProblems.push(...(oldProblems.get(path) ?? []));
  }
  if (kind === TASK) {
    records.copy(old.records.slice(reference), at(old.records.checksum, reference));
    lint.add(lintFactsAt(old.lint, reference));
    tasks.push({ id: nameOf(old.graph, reference), planId, task: graphTaskOf(old, reference) });
    files.addKept(old, row, tasks.length - 1);
  } else if (kind === PLAN) {
    files.addKept(old, row, plans.push(old.meta.plans[reference] as Plan) - 1);
  } else {
    files.addKept(old, row, unreadable.push(old.meta.unreadable[reference] as UnreadableFile) - 1);
  }
}

/** From the columns; a task whose id was not unique has nothing there, and is taken from its record. */
function graphTaskOf({ graph, records }: IndexData, node: number): GraphTask {
  const known = graphTaskAt(graph, node);
  if (known !== null) return known;
  const record = decodeRecord(records, node);
  if (record === null) throw new Error(`record ${node} is not what its index says`);
  return deriveTask(record.written, { planId: '', path: '', revision: '' });
}

function finish(
  old: IndexData | null,
  { tasks, records, lint, plans, unreadable, fileProblems, files }: Assembly,
  folders: readonly IndexedFolder[],
): IndexData {
  const broken = unreadable.filter(({ kind }) => kind === 'task');
  const rows: GraphRow[] = [...tasks, ...broken.map(({ id, planId }) => ({ id, planId, task: null }))];
  const graph = buildGraph({ rows, plans, unreadable }, new Set());
  const lintFacts = lint.finish();
  const brokenPlans = unreadable.filter(({ kind }) => kind === 'plan');
  const problems = deriveProblems({
    own: [...fileProblems, ...folders.flatMap((folder) => folder.problems)],
    tasks: pathsOf(tasks, broken),
    plansWithFile: new Set([...plans, ...brokenPlans].map(({ id }) => id)),
  });
  return {
    meta: {
      size: graph.size,
      plans,
      unreadable,
      fileProblems,
      problems,
      folders,
      planNodes: graph.plans,
      dangling: graph.dangling,
      specialists: lintFacts.specialists,
      probed: old?.meta.probed ?? null,
    },
    graph,
    files: files.columns,
    facts: null,
    records: records.finish(),
    lint: lintFacts,
    unkept: Number.POSITIVE_INFINITY,
  };
}

function* pathsOf(tasks: readonly GraphRow[], broken: readonly UnreadableFile[]) {
  for (const { id, planId } of tasks) yield { id, planId, path: `.tasks/${planId}/${id}.md` };
  yield* broken;
}

function groupByPath(problems: readonly Problem[]): Map<string, Problem[]> {
  const byPath = new Map<string, Problem[]>();
  for (const problem of problems) {
    const group = byPath.get(problem.path);
    if (group === undefined) byPath.set(problem.path, [problem]);
    else group.push(problem);
  }
  return byPath;
}
