/**
 * Most edits change what a few tasks say of themselves, and nothing between files: then every node, edge and
 * problem stays what it was, and only the cells of these tasks are written anew. The index is the one that
 * `rebuildIndex` would make.
 */
import { PRIORITY_CODE, STATUS_CODE, UNREADABLE_STATUS } from '../../core/graph/codes.ts';
import { at } from '../../core/graph/columns.ts';
import { keepFacts } from '../../core/graph/graph-facts.ts';
import { dependenciesOf } from '../../core/graph/graph-task-at.ts';
import type { TaskGraph } from '../../core/graph/task-graph.ts';
import { deriveLintFacts, type LintFacts } from '../../core/lint/lint-facts.ts';
import type { Task } from '../../core/task.ts';
import type { PlanFileEntry } from '../list-plan-files.ts';
import type { ReadFile } from '../read-plan-file.ts';
import { replaceFileRows } from './file-rows.ts';
import { FILE_KINDS, type IndexData, type IndexedFolder } from './index-data.ts';
import { replaceRecords, type TaskRecord } from './records.ts';
import { entryOf, type Survey } from './survey-files.ts';

/** So many changed files are hardly ever such an edit, and would be read twice. */
const MAX_FILES = 100;

const TASK = FILE_KINDS.indexOf('task');

/** Tasks that say something else now, by node. */
type ChangedTasks = Map<number, TaskRecord & { readonly task: Task }>;

/** Makes a new index when nothing but single tasks has changed. Null when more has. */
export function patchIndex(
  old: IndexData,
  survey: Survey,
  readFile: (entry: PlanFileEntry) => ReadFile,
): IndexData | null {
  if (survey.fresh.length > MAX_FILES || !hasSameFiles(old, survey)) return null;
  const files = new Map<number, ReadFile>();
  const changed: ChangedTasks = new Map();
  for (const [row, entry] of listFresh(old, survey)) {
    const node = at(old.files.reference, row);
    const read = readFile(entry);
    const { task, written } = read;
    if (at(old.files.kind, row) !== TASK || task === undefined || written === undefined) return null;
    if (read.problems.length > 0 || !hasSameEdges(old.graph, node, task)) return null;
    files.set(row, read);
    changed.set(node, { task, written, revision: task.revision });
  }
  const lint = patchLint(old.lint, changed);
  const graph = patchGraph(old.graph, changed);
  const folders = old.meta.folders.map((folder, place) =>
    survey.folders[place]?.rows === null ? folder : withoutTree(folder),
  );
  return {
    meta: { ...old.meta, folders, specialists: lint.specialists },
    graph,
    files: replaceFileRows(old.files, survey, files),
    records: replaceRecords(old.records, changed),
    lint,
    facts: old.facts && keepFacts(old.facts, old.graph, graph),
    unkept: old.unkept + survey.fresh.length,
  };
}

function withoutTree({ tree, ...folder }: IndexedFolder): IndexedFolder {
  return folder;
}

/** The files that were read again, by their rows. */
function* listFresh(old: IndexData, { folders, fresh }: Survey): Generator<[row: number, PlanFileEntry]> {
  for (const [place, { rows }] of folders.entries()) {
    const firstFile = old.meta.folders[place]?.firstFile ?? 0;
    for (const [offset, kept] of rows?.entries() ?? []) {
      const entry = kept < 0 ? fresh[~kept] : undefined;
      if (entry !== undefined) yield [firstFile + offset, entry];
    }
  }
}

/** Whether every folder and file is where it was, and no problem is known of a file that has changed. */
function hasSameFiles(old: IndexData, { folders, fresh }: Survey): boolean {
  const hadProblem = new Set(old.meta.fileProblems.map(({ path }) => path));
  const isSameRow = (folder: { readonly name: string }, row: number, kept: number) => {
    if (kept >= 0) return kept === row;
    const path = fresh[~kept]?.path ?? '';
    return path === entryOf(old, folder, row).path && !hadProblem.has(path);
  };
  if (folders.length !== old.meta.folders.length) return false;
  return old.meta.folders.every((before, place) => {
    const { name = '', rows = [], problems = [] } = folders[place] ?? {};
    const hasProblem = problems !== before.problems && problems.length + before.problems.length > 0;
    if (name !== before.name || hasProblem) return false;
    if (rows === null) return true;
    if (rows.length !== before.fileCount) return false;
    return rows.every((kept, offset) => isSameRow(before, before.firstFile + offset, kept));
  });
}

/** Whether a task, the only one with its id, depends on what it depended on before. */
function hasSameEdges(graph: TaskGraph, node: number, { dependsOn }: Task): boolean {
  if (graph.status[node] === UNREADABLE_STATUS) return false;
  const before = dependenciesOf(graph, node);
  const now = [...new Set(dependsOn)];
  return before.length === now.length && before.every((id, place) => id === now[place]);
}

function patchGraph(graph: TaskGraph, changed: ChangedTasks): TaskGraph {
  return {
    ...graph,
    status: patchColumn(graph.status, changed, ({ status }) => STATUS_CODE[status]),
    priority: patchColumn(graph.priority, changed, ({ priority }) => PRIORITY_CODE[priority]),
    weightHours: patchColumn(graph.weightHours, changed, ({ effortHours }) => effortHours),
  };
}

/** The same column where every task says what it said before. */
function patchColumn<Column extends Uint8Array | Float64Array>(
  column: Column,
  changed: ChangedTasks,
  cellOf: (task: Task) => number,
): Column {
  const cells = Array.from(changed, ([node, { task }]) => [node, cellOf(task)] as const);
  if (cells.every(([node, cell]) => column[node] === cell)) return column;
  const next = column.slice() as Column;
  for (const [node, cell] of cells) next[node] = cell;
  return next;
}

/** A name that nobody has any more stays among the names; that does no harm. */
function patchLint(lint: LintFacts, changed: ChangedTasks): LintFacts {
  const hasFinding = lint.hasFinding.slice();
  const specialistOf = lint.specialistOf.slice();
  const specialists = [...lint.specialists];
  for (const [node, { task }] of changed) {
    const facts = deriveLintFacts(task);
    const code = specialists.indexOf(facts.specialist);
    hasFinding[node] = facts.hasFinding ? 1 : 0;
    specialistOf[node] = code === -1 ? specialists.push(facts.specialist) - 1 : code;
  }
  return { hasFinding, specialistOf, specialists };
}
