import type { ChangeProbe } from '../../app/ports.ts';
import { deriveTask } from '../../core/derive-task.ts';
import { deriveReadyOrder } from '../../core/graph/derive-ready-order.ts';
import { createFacts } from '../../core/graph/graph-facts.ts';
import { findGraphFindings } from '../../core/lint/find-findings.ts';
import { createLintSubject } from '../../core/lint/lint-subject.ts';
import type { TaskTable } from '../../core/task-table.ts';
import type { ObjectFormat } from '../blob-oid.ts';
import type { PlanFileEntry } from '../list-plan-files.ts';
import { readPlanFile } from '../read-plan-file.ts';
import { nowNs, readSignature, type Signature } from '../signature.ts';
import type { IndexData } from './index-data.ts';
import { encodeIndex, identityOf, loadIndex } from './index-file.ts';
import { DEFAULT_LIMITS, type IndexLimits } from './limits.ts';
import { nameFolderTrees } from './name-folder-trees.ts';
import { patchIndex } from './patch-index.ts';
import { followOwnChanges, type Questioning, selectTouched, startQuestioning, vouch } from './probe-files.ts';
import { rebuildIndex } from './rebuild-index.ts';
import { decodeRecord, openRevisions, readRevision } from './records.ts';
import { recallIndex, rememberIndex } from './remembered.ts';
import { saveIndex } from './save-index.ts';
import { findRows, type SureRows, surveyFiles } from './survey-files.ts';

/**
 * Who makes a change leaves the index as it is while no more files than these have to be read again for it: to write it
 * takes as long as reading about so many, and the next question does it anyway.
 */
const MAX_UNKEPT_FILES = 16;

/** Cut out one by one; who asks for more gets them from a text of all. */
const FEW_REVISIONS = 1000;

export interface IndexPlace {
  /** Absolute root of the work tree. */
  readonly root: string;
  /** Absolute path of the index file; it lies in the git directory of the work tree. */
  readonly indexPath: string;
  readonly objectFormat: ObjectFormat;
  readonly probe: ChangeProbe | null;
  /** `DEFAULT_LIMITS` when absent. */
  readonly limits?: IndexLimits;
}

export interface ReadOptions {
  /**
   * A table that was read a moment ago, and the files that this process has written since; all others are
   * taken to be as they were then. Folders are looked at all the same.
   */
  readonly since?: { readonly table: TaskTable; readonly written: ReadonlySet<string> } | null;
  /** Whether a change is being made: then nothing is worked out for questions to come. */
  readonly isChanging?: boolean;
}

/**
 * What the files say now, as fast as the index allows: only files that may have changed are read. The
 * answer is the same with a damaged index, an old one, or none.
 */
export async function readTable(
  place: IndexPlace,
  { since = null, isChanging = false }: ReadOptions = {},
): Promise<TaskTable> {
  const { probe, limits = DEFAULT_LIMITS } = place;
  const startNs = nowNs();
  const signature = readSignature(place.indexPath);
  const isLarge = signature !== null && signature[2] >= limits.probedBytes;
  const questioning = startQuestioning(probe, startNs, isLarge && since === null);
  const kept = (since && indexOf.get(since.table)) ?? openIndex(place, signature);
  const old = kept && followOwnChanges(probe, kept, questioning);
  const sure = since === null ? await selectTouched(old, questioning) : selectWritten(old, since.written);
  const isOwn = isChanging || since !== null;
  const unkeptFiles = isOwn ? MAX_UNKEPT_FILES : 0;
  const current = refresh(place, { old, sure, unkeptFiles }) ?? readAgain(place);
  const isQuiet = current === old && !isOwn;
  const next = isQuiet ? await enrich(place, current, questioning) : current;
  if (next.unkept > unkeptFiles || (next !== kept && !isOwn)) keepIndex(place, next);
  else if (next !== kept) remember(place, signature, next);
  const table = tableOf(place, next);
  indexOf.set(table, next);
  return table;
}

/**
 * What the files said when the index was written, whatever they say now. Null without an index, when it is damaged,
 * when something was wrong with a file, and when it lacks what makes it worth having.
 */
export function recallTable(place: IndexPlace): TaskTable | null {
  const { limits = DEFAULT_LIMITS } = place;
  const index = openIndex(place, readSignature(place.indexPath));
  if (index === null || index.meta.problems.length > 0 || index.meta.unreadable.length > 0) return null;
  if (index.facts === null && index.graph.size >= limits.factTasks) return null;
  if (index.records.pieces() === null) return null;
  const table = tableOf(place, index);
  let asked = 0;
  let revisions: TaskTable['revisionAt'] | null = null;
  const revisionAt = (node: number) => {
    asked += 1;
    if (asked <= FEW_REVISIONS) return table.revisionAt(node);
    revisions ??= openRevisions(index.records);
    return revisions?.(node) ?? null;
  };
  return { ...table, revisionAt };
}

function selectWritten(index: IndexData | null, written: ReadonlySet<string>): SureRows | undefined {
  if (index === null) return undefined;
  const sure = new Uint8Array(index.files.kind.length).fill(1);
  for (const row of findRows(index, written)) sure[row] = 0;
  return sure;
}

/** The index behind a table, for as long as somebody holds the table. */
const indexOf = new WeakMap<TaskTable, IndexData>();

function openIndex({ root, objectFormat, indexPath }: IndexPlace, signature: Signature | null) {
  const identity = identityOf(root, objectFormat);
  const known = recallIndex(indexPath, identity, signature);
  if (known !== null || signature === null) return known;
  const data = loadIndex(indexPath, identity);
  if (data !== null) remember({ root, objectFormat, indexPath }, signature, data);
  return data;
}

/** For as long as the file of the index looks like that. */
function remember(
  { root, objectFormat, indexPath }: Pick<IndexPlace, 'root' | 'objectFormat' | 'indexPath'>,
  signature: Signature | null,
  data: IndexData,
): void {
  if (signature === null) return;
  rememberIndex(indexPath, { identity: identityOf(root, objectFormat), signature, data });
}

function keepIndex(place: IndexPlace, data: IndexData): void {
  const chunks = encodeIndex(data, identityOf(place.root, place.objectFormat));
  if (chunks !== null) remember(place, saveIndex(place.indexPath, chunks), { ...data, unkept: 0 });
}

interface Refreshing {
  readonly old: IndexData | null;
  readonly sure?: SureRows | undefined;
  /** For so many changed files nobody will want to keep the new index. */
  readonly unkeptFiles: number;
}

/** The same index when it is current, a new one otherwise; null when the old one turns out to be damaged. */
function refresh(
  { root, objectFormat }: IndexPlace,
  { old, sure, unkeptFiles }: Refreshing,
): IndexData | null {
  const survey = surveyFiles(root, old, sure);
  if (old !== null && survey.isCurrent) return old;
  const readFile = (entry: PlanFileEntry) => readPlanFile(root, objectFormat, entry);
  const patched = old && patchIndex(old, survey, readFile);
  const isSound = patched !== null && (patched.unkept <= unkeptFiles || patched.records.pieces() !== null);
  return isSound ? patched : rebuildIndex(old, survey, readFile);
}

/** What another process may have put in place of the old index is as good; the files alone always are. */
function readAgain(place: IndexPlace): IndexData {
  const other = loadIndex(place.indexPath, identityOf(place.root, place.objectFormat));
  const again = (old: IndexData | null) => refresh(place, { old, unkeptFiles: 0 });
  const current = (other === null ? null : again(other)) ?? again(null);
  if (current === null) throw new Error('an index cannot be made of the files alone');
  return current;
}

/** While nothing changes, what makes the next question faster is worked out once, and kept. */
async function enrich(place: IndexPlace, index: IndexData, questioning: Questioning): Promise<IndexData> {
  const { probe, limits = DEFAULT_LIMITS } = place;
  const vouched = (await vouch(probe, index, questioning, limits)) ?? index;
  const known = index.facts;
  const isEnriched = known?.readyHead !== undefined && hasTrees(index);
  if (isEnriched || index.graph.size < limits.factTasks) return vouched;
  const facts = createFacts(index.graph, known);
  const readyHead = Int32Array.from(deriveReadyOrder(facts, { limit: limits.readyHead }));
  const { states, chain, dependents } = facts;
  const isConsistent =
    known?.isConsistent ?? findGraphFindings(createLintSubject(tableOf(place, index), null)).length === 0;
  const named = nameFolderTrees(vouched, place.objectFormat);
  return { ...named, facts: { states, chain, dependents, readyHead, isConsistent } };
}

/** Whether folders were named; those that were changed since then have lost their names. */
function hasTrees({ meta }: IndexData): boolean {
  return meta.folders.some(({ tree }) => tree !== undefined);
}

function tableOf({ root, objectFormat }: IndexPlace, index: IndexData): TaskTable {
  const { graph, meta, records } = index;
  const taskCount = records.checksum.length;
  const broken = meta.unreadable.filter(({ kind }) => kind === 'task');
  let trees: ReadonlyMap<string, string | null> | undefined;
  const treeOf = (planId: string): string | null => {
    trees ??= new Map(meta.folders.map(({ name, tree = null }) => [name, tree]));
    return trees.get(planId) ?? null;
  };
  const pathAt = (node: number): string => {
    if (node >= taskCount) return broken[node - taskCount]?.path ?? '';
    return `.tasks/${graph.plans[graph.planOf[node] ?? 0]?.id}/${graph.ids[node]}.md`;
  };
  return {
    graph,
    plans: meta.plans,
    unreadable: meta.unreadable,
    problems: meta.problems,
    knownFacts: index.facts,
    lintFacts: index.lint,
    pathAt,
    treeOf: hasTrees(index) ? treeOf : null,
    writtenAt: (node) => (node >= taskCount ? null : (decodeRecord(records, node)?.written ?? null)),
    revisionAt: (node) => (node >= taskCount ? null : readRevision(records, node)),
    taskAt(node) {
      if (node >= taskCount) return null;
      const id = graph.ids[node] ?? '';
      const planId = graph.plans[graph.planOf[node] ?? 0]?.id ?? '';
      const path = pathAt(node);
      const record = decodeRecord(records, node);
      if (record === null) {
        return readPlanFile(root, objectFormat, { kind: 'task', planId, id, path }).task ?? null;
      }
      return deriveTask(record.written, { planId, path, revision: record.revision });
    },
  };
}
