/**
 * The two sides of a comparison as tables. The files of the work tree come from the scan, which the index makes
 * quick; the side that is a commit is the same table with those files replaced that differ, and only these are
 * read from git. So a commit that the work tree has checked out costs a list of names, and nothing is parsed twice.
 */
import type { FileVersion } from '../../core/diff/file-version.ts';
import { overlayTable } from '../../core/diff/overlay-table.ts';
import type { ChangedPath } from '../../core/diff/pair-versions.ts';
import { keepsEdges, patchTable } from '../../core/diff/patch-table.ts';
import type { TaskTable } from '../../core/task-table.ts';
import type { ComparingPorts, PlanTrees, ResolvedRange, StoredFile, TreeChange, TreeFile } from '../ports.ts';
import { describePath, isPlanPath, readVersion, refuseFile } from './read-version.ts';

export interface Sides {
  readonly before: TaskTable;
  readonly after: TaskTable;
  /** The plan and task files that differ. */
  readonly changes: readonly ChangedPath[];
}

/** Reads both sides; the work tree is left as it is. */
export async function readSides(
  ports: ComparingPorts,
  history: PlanTrees,
  { base, head }: ResolvedRange,
): Promise<Sides> {
  if (head === null) return readAgainstWorkTree(ports, history, base);
  const listed = history.listChanges(base, head);
  const held = history.listFiles(head);
  const table = await ports.files.scan();
  const wanted = (await listed).filter(({ path }) => isPlanPath(path));
  const stale = findDifferences(table, await held);
  const blobs = await history.readBlobs([...oidsOf(wanted), ...oidsOf(stale)]);
  const changes = wanted.map(({ path, before, after }) => ({
    path,
    before: versionOf(path, before, blobs),
    after: versionOf(path, after, blobs),
  }));
  const after = overlay(
    table,
    stale.map(({ path, after: file }) => [path, versionOf(path, file, blobs)]),
  );
  return { after, before: deriveBefore(after, changes), changes };
}

async function readAgainstWorkTree(
  ports: ComparingPorts,
  history: PlanTrees,
  base: string | null,
): Promise<Sides> {
  const [held, after] = await Promise.all([base === null ? [] : history.listFiles(base), ports.files.scan()]);
  const differences = findDifferences(after, held);
  const blobs = await history.readBlobs(oidsOf(differences));
  const changes = differences.map(({ path, after: file }) => ({
    path,
    before: versionOf(path, file, blobs),
    after: readFromWorkTree(ports, after, path),
  }));
  return { after, before: deriveBefore(after, changes), changes };
}

/**
 * The paths that a commit holds otherwise than the table says; `after` is what the commit holds. Both are in the same
 * order as long as they agree, and only what is left when they no longer do is looked up by name.
 */
function findDifferences(table: TaskTable, held: readonly TreeFile[]): TreeChange[] {
  const { size } = table.graph;
  const differences: TreeChange[] = [];
  const rest = new Map<string, TreeFile>();
  let node = 0;
  for (const file of held) {
    if (node < size && file.path === table.pathAt(node)) {
      if (!isSame(file, table.revisionAt(node))) differences.push(difference(file.path, file));
      node += 1;
    } else if (isPlanPath(file.path)) rest.set(file.path, file);
  }
  const compare = (path: string, revision: string | null) => {
    const file = rest.get(path);
    rest.delete(path);
    if (file === undefined || !isSame(file, revision)) differences.push(difference(path, file ?? null));
  };
  for (; node < size; node++) compare(table.pathAt(node), table.revisionAt(node));
  for (const { path, revision } of table.plans) compare(path, revision);
  for (const { path, kind } of table.unreadable) if (kind === 'plan') compare(path, null);
  return [...differences, ...[...rest.values()].map((file) => difference(file.path, file))];
}

function isSame({ oid, mode }: StoredFile, revision: string | null): boolean {
  return oid === revision && mode.startsWith('100');
}

function difference(path: string, after: StoredFile | null): TreeChange {
  return { path, before: null, after };
}

function oidsOf(changes: readonly TreeChange[]): string[] {
  // What is no file has no blob: a submodule names a commit.
  return changes.flatMap(({ before, after }) =>
    [before, after].flatMap((file) => (file === null || file.mode === '160000' ? [] : file.oid)),
  );
}

type Blobs = ReadonlyMap<string, Uint8Array>;

function versionOf(path: string, file: StoredFile | null, blobs: Blobs): FileVersion | null {
  return file === null ? null : readVersion(path, file, blobs.get(file.oid) ?? new Uint8Array());
}

/** A file that cannot be read has the problems that the scan found in it. */
function readFromWorkTree({ files }: ComparingPorts, table: TaskTable, path: string): FileVersion | null {
  if (!files.exists(path)) return null;
  if (table.unreadable.some((file) => file.path === path)) {
    const problems = table.problems.filter((problem) => problem.path === path);
    return refuseFile(describePath(path), '', problems);
  }
  const { text, revision } = files.read(path);
  return readVersion(path, { oid: revision, mode: '100644' }, new TextEncoder().encode(text));
}

function deriveBefore(after: TaskTable, changes: readonly ChangedPath[]): TaskTable {
  const versions = changes.flatMap(({ before }) => before ?? []);
  const patched = keepsEdges(changes) ? patchTable(after, versions) : null;
  return (
    patched ??
    overlay(
      after,
      changes.map(({ path, before }) => [path, before]),
    )
  );
}

function overlay(table: TaskTable, files: readonly (readonly [string, FileVersion | null])[]): TaskTable {
  return files.length === 0 ? table : overlayTable(table, new Map(files));
}
