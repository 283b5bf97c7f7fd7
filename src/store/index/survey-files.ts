import { join } from 'node:path';
import type { Problem } from '../../core/problem.ts';
import {
  type FolderListing,
  listPlanFolder,
  listTasksFolder,
  type PlanFileEntry,
} from '../list-plan-files.ts';
import { ABSENT, nowNs, readSignature, SIGNATURE_LENGTH, type Signature } from '../signature.ts';
import { FILE_KINDS, type IndexData, type IndexedFolder } from './index-data.ts';

interface SurveyedFolder {
  readonly name: string;
  readonly signature: Signature;
  readonly problems: readonly Problem[];
  /** Per file a row of the index, or `~k` for the k-th fresh file. Null when they are the rows that it had. */
  readonly rows: readonly number[] | null;
}

export interface Survey {
  /** When it began: what is younger is racy. */
  readonly startNs: bigint;
  readonly folders: readonly SurveyedFolder[];
  /** Files that have to be read: new, changed, or too young to be sure. */
  readonly fresh: readonly PlanFileEntry[];
  /** Whether the index says all this already. */
  readonly isCurrent: boolean;
}

/** 1 for each row whose file needs no look, unless it is racy. */
export type SureRows = Uint8Array;

/** Which files may differ from what the index says. Without `sure`, each is looked at. */
export function surveyFiles(root: string, index: IndexData | null, sure?: SureRows): Survey {
  const startNs = nowNs();
  const known = new Map(index?.meta.folders.map((folder, row) => [folder.name, row]));
  const fresh: PlanFileEntry[] = [];
  let isCurrent = index !== null;

  const surveyFolder = (name: string, list: () => FolderListing): SurveyedFolder => {
    const signature = readSignature(join(root, '.tasks', name)) ?? ABSENT;
    const row = known.get(name);
    const folder = row === undefined ? undefined : index?.meta.folders[row];
    if (index && folder && row !== undefined && isSame(index.files, 'folder', row, signature)) {
      const rows = surveyRows(index, folder, sure, review);
      return { name, signature, problems: folder.problems, rows };
    }
    isCurrent = false;
    const listing = list();
    const before = index && folder ? rowsByPath(index, folder) : new Map<string, number>();
    // With the folder, the right to read its files may have changed, which nothing else tells.
    const rows = listing.files.map((entry) => review(entry, before.get(entry.path)));
    return { name, signature, problems: listing.problems, rows };
  };

  /** The row of the index when the file is as it was; otherwise it is fresh. */
  const review = (entry: PlanFileEntry, row: number | undefined): number => {
    if (index && row !== undefined && index.files.racy[row] === 0) {
      const signature = readSignature(`${root}/${entry.path}`) ?? ABSENT;
      if (isSame(index.files, 'file', row, signature)) return row;
    }
    isCurrent = false;
    return ~(fresh.push(entry) - 1);
  };

  let top: ReturnType<typeof listTasksFolder> | undefined;
  const first = surveyFolder('', () => {
    top = listTasksFolder(root);
    return top;
  });
  const names = top?.folders ?? (index?.meta.folders ?? []).slice(1).map((folder) => folder.name);
  const folders = [first, ...names.map((name) => surveyFolder(name, () => listPlanFolder(root, name)))];
  return { startNs, folders, fresh, isCurrent };
}

function isSame(
  files: IndexData['files'],
  what: 'file' | 'folder',
  row: number,
  signature: Signature,
): boolean {
  const [known, racy] =
    what === 'file' ? [files.signature, files.racy] : [files.folderSignature, files.folderRacy];
  if (racy[row] !== 0) return false;
  const start = row * SIGNATURE_LENGTH;
  return signature.every((value, place) => known[start + place] === value);
}

/** The rows of a folder that has the same files as before; no path is spelt out that nobody looks at. */
function surveyRows(
  index: IndexData,
  folder: IndexedFolder,
  sure: SureRows | undefined,
  review: (entry: PlanFileEntry, row: number) => number,
): number[] | null {
  const { racy } = index.files;
  const { firstFile } = folder;
  const end = firstFile + folder.fileCount;
  const isSure = sure?.subarray(firstFile, end).includes(0) === false;
  if (isSure && !racy.subarray(firstFile, end).includes(1)) return null;
  const rows: number[] = [];
  let isKept = true;
  for (let row = firstFile; row < end; row++) {
    const mustLook = racy[row] !== 0 || sure?.[row] !== 1;
    const kept = mustLook ? review(entryOf(index, folder, row), row) : row;
    if (kept !== row) isKept = false;
    rows.push(kept);
  }
  return isKept ? null : rows;
}

/** The rows that a folder has in an index. */
export function listRows({ firstFile, fileCount }: IndexedFolder): number[] {
  return Array.from({ length: fileCount }, (_, offset) => firstFile + offset);
}

/** The rows of files, by their paths; only the folders that one of them lies in are gone through. */
export function findRows(index: IndexData, paths: ReadonlySet<string>): Set<number> {
  const names = new Set(Array.from(paths, (path) => path.split('/').slice(1, -1).join('/')));
  const found = new Set<number>();
  for (const folder of index.meta.folders) {
    if (!names.has(folder.name)) continue;
    for (const [path, row] of rowsByPath(index, folder)) if (paths.has(path)) found.add(row);
  }
  return found;
}

function rowsByPath(index: IndexData, folder: IndexedFolder): Map<string, number> {
  const rows = new Map<string, number>();
  const end = folder.firstFile + folder.fileCount;
  for (let row = folder.firstFile; row < end; row++) rows.set(entryOf(index, folder, row).path, row);
  return rows;
}

/** What the listing said of a row: a readable task lies where its id and plan say. */
export function entryOf(
  { files, graph, meta }: IndexData,
  { name }: Pick<IndexedFolder, 'name'>,
  row: number,
): PlanFileEntry {
  const reference = files.reference[row] ?? 0;
  const kind = FILE_KINDS[files.kind[row] ?? 0];
  if (kind === 'task') {
    const id = graph.ids[reference] ?? '';
    return { kind: 'task', planId: name, id, path: `.tasks/${name}/${id}.md` };
  }
  if (kind === 'plan') return { kind: 'plan', planId: name, id: name, path: `.tasks/${name}/plan.md` };
  const file = meta.unreadable[reference];
  const { id = '', path = '' } = file ?? {};
  if (name === '') return { kind: 'misplaced', planId: '', id, path };
  return { kind: file?.kind ?? 'task', planId: name, id, path };
}
