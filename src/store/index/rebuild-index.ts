import { crc32 } from 'node:zlib';
import { deriveTask } from '../../core/derive-task.ts';
import { buildGraph, type GraphRow, type GraphTask } from '../../core/graph/build-task-graph.ts';
import { decodePriority, decodeStatus } from '../../core/graph/codes.ts';
import { at } from '../../core/graph/columns.ts';
import { nameOf } from '../../core/graph/task-graph.ts';
import type { Problem } from '../../core/problem.ts';
import type { Plan, UnreadableFile } from '../../core/task.ts';
import { deriveProblems } from '../derive-problems.ts';
import type { ReadFile } from '../read-plan-file.ts';
import { isRacy, SIGNATURE_LENGTH, type Signature } from '../signature.ts';
import { decodeRecord, encodeRecord, FILE_KINDS, type IndexData, type IndexedFolder } from './index-file.ts';
import { entryOf, type Survey } from './survey-files.ts';

interface TaskRow extends GraphRow {
  readonly task: GraphTask;
  readonly record: Uint8Array;
  readonly checksum: number;
}

/** Where a file ends up: its kind, and its place among those of the kind. */
interface Placement {
  readonly kind: number;
  readonly reference: number;
}

interface Assembly {
  readonly tasks: TaskRow[];
  readonly plans: Plan[];
  readonly unreadable: UnreadableFile[];
  readonly fileProblems: Problem[];
}

const [TASK, PLAN, UNREADABLE] = FILE_KINDS.map((_, code) => code) as [number, number, number];

/** Makes a new index of an old one and of the files that were read again, in the order of the survey. */
export function rebuildIndex(old: IndexData | null, survey: Survey, read: readonly ReadFile[]): IndexData {
  const assembly: Assembly = { tasks: [], plans: [], unreadable: [], fileProblems: [] };
  const oldProblems = groupByPath(old?.meta.fileProblems ?? []);
  const placements: Placement[] = [];
  const folders: IndexedFolder[] = [];
  for (const { name, rows, problems } of survey.folders) {
    folders.push({ name, firstFile: placements.length, fileCount: rows.length, problems });
    for (const row of rows) {
      const fresh = row < 0 ? read[~row] : undefined;
      if (fresh !== undefined) placements.push(placeFresh(assembly, fresh));
      else if (old !== null) placements.push(placeKept(assembly, old, name, row, oldProblems));
    }
  }
  return finish(old, survey, read, assembly, placements, folders);
}

function placeFresh({ tasks, plans, unreadable, fileProblems }: Assembly, read: ReadFile): Placement {
  fileProblems.push(...read.problems);
  if (read.task !== undefined && read.written !== undefined) {
    const record = encodeRecord(read.written, read.task.revision);
    const { id, planId } = read.task;
    tasks.push({ id, planId, task: read.task, record, checksum: crc32(record) });
    return { kind: TASK, reference: tasks.length - 1 };
  }
  if (read.plan !== undefined) return { kind: PLAN, reference: plans.push(read.plan) - 1 };
  if (read.unreadable === undefined) throw new Error('a file is neither readable nor unreadable');
  return { kind: UNREADABLE, reference: unreadable.push(read.unreadable) - 1 };
}

function placeKept(
  { tasks, plans, unreadable, fileProblems }: Assembly,
  old: IndexData,
  planId: string,
  row: number,
  oldProblems: ReadonlyMap<string, readonly Problem[]>,
): Placement {
  const kind = at(old.files.kind, row);
  const reference = at(old.files.reference, row);
  if (oldProblems.size > 0) {
    const { path } = entryOf(old, { name: planId }, row);
    fileProblems.push(...(oldProblems.get(path) ?? []));
  }
  if (kind === TASK) {
    const record = old.records.slice(reference);
    const checksum = at(old.records.checksum, reference);
    tasks.push({
      id: nameOf(old.graph, reference),
      planId,
      task: graphTaskOf(old, reference),
      record,
      checksum,
    });
    return { kind, reference: tasks.length - 1 };
  }
  if (kind === PLAN) return { kind, reference: plans.push(old.meta.plans[reference] as Plan) - 1 };
  return { kind, reference: unreadable.push(old.meta.unreadable[reference] as UnreadableFile) - 1 };
}

/** From the columns; a task whose id was not unique has nothing there, and is taken from its record. */
function graphTaskOf({ graph, records }: IndexData, node: number): GraphTask {
  const status = decodeStatus(at(graph.status, node));
  if (status === null) {
    const record = decodeRecord(records, node);
    if (record === null) throw new Error(`record ${node} is damaged`);
    return deriveTask(record.written, { planId: '', path: '', revision: '' });
  }
  const dependsOn: string[] = [];
  for (let edge = at(graph.dependencyStart, node); edge < at(graph.ownEnd, node); edge++) {
    const target = at(graph.dependency, edge);
    dependsOn.push(target < 0 ? (graph.dangling[~target]?.id ?? '') : nameOf(graph, target));
  }
  const priority = decodePriority(at(graph.priority, node));
  return { status, priority, effortHours: at(graph.weightHours, node), dependsOn };
}

function finish(
  old: IndexData | null,
  survey: Survey,
  read: readonly ReadFile[],
  { tasks, plans, unreadable, fileProblems }: Assembly,
  placements: readonly Placement[],
  folders: readonly IndexedFolder[],
): IndexData {
  const broken = unreadable.filter(({ kind }) => kind === 'task');
  const rows: GraphRow[] = [...tasks, ...broken.map(({ id, planId }) => ({ id, planId, task: null }))];
  const graph = buildGraph({ rows, plans, unreadable }, new Set());
  const problems = deriveProblems({
    own: [...fileProblems, ...folders.flatMap((folder) => folder.problems)],
    tasks: pathsOf(tasks, broken),
    plansWithFile: new Set(
      [...plans, ...unreadable.filter(({ kind }) => kind === 'plan')].map(({ id }) => id),
    ),
  });
  const start = new Float64Array(tasks.length + 1);
  tasks.forEach(({ record }, node) => {
    start[node + 1] = at(start, node) + record.length;
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
      probed: old?.meta.probed ?? null,
    },
    graph,
    files: {
      kind: Uint8Array.from(placements, ({ kind }) => kind),
      reference: Int32Array.from(placements, ({ reference }) => reference),
      ...signatureColumns(old, survey, read, placements.length),
    },
    facts: null,
    records: {
      start,
      checksum: Uint32Array.from(tasks, ({ checksum }) => checksum),
      slice: (node) => tasks[node]?.record ?? new Uint8Array(),
    },
  };
}

function* pathsOf(tasks: readonly TaskRow[], broken: readonly UnreadableFile[]) {
  for (const { id, planId } of tasks) yield { id, planId, path: `.tasks/${planId}/${id}.md` };
  yield* broken;
}

function signatureColumns(
  old: IndexData | null,
  survey: Survey,
  read: readonly ReadFile[],
  fileCount: number,
) {
  const signature = new BigInt64Array(fileCount * SIGNATURE_LENGTH);
  const racy = new Uint8Array(fileCount);
  const vouched = new Uint8Array(fileCount);
  const folderSignature = new BigInt64Array(survey.folders.length * SIGNATURE_LENGTH);
  const folderRacy = new Uint8Array(survey.folders.length);
  let file = 0;
  survey.folders.forEach((folder, place) => {
    folderSignature.set(folder.signature, place * SIGNATURE_LENGTH);
    folderRacy[place] = isRacy(folder.signature, survey.startNs) ? 1 : 0;
    for (const row of folder.rows) {
      const known = row < 0 ? read[~row]?.signature : readKept(old, row);
      if (known !== undefined) signature.set(known, file * SIGNATURE_LENGTH);
      if (row < 0 && known !== undefined && isRacy(known, survey.startNs)) racy[file] = 1;
      if (row >= 0) vouched[file] = old?.files.vouched[row] ?? 0;
      file += 1;
    }
  });
  return { signature, racy, vouched, folderSignature, folderRacy };
}

function readKept(old: IndexData | null, row: number): Signature | undefined {
  const start = row * SIGNATURE_LENGTH;
  const kept = old?.files.signature.subarray(start, start + SIGNATURE_LENGTH);
  return kept === undefined ? undefined : ([...kept] as unknown as Signature);
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
