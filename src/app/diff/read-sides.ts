/**
 * The two sides of a comparison as tables. The files of the work tree come from the scan, which the index makes
 * quick; the side that is a commit is the same table with those files replaced that differ, and only these are
 * read from git. So a commit that the work tree has checked out costs a list of names, and nothing is parsed twice.
 */
import type { FileVersion } from '../../core/diff/file-version.ts';
import { overlayTable } from '../../core/diff/overlay-table.ts';
import type { ChangedPath } from '../../core/diff/pair-versions.ts';
import { keepsEdges, patchTable } from '../../core/diff/patch-table.ts';
import { at } from '../../core/graph/columns.ts';
import type { WrittenTask } from '../../core/task.ts';
import type { TaskTable } from '../../core/task-table.ts';
import type { ComparingPorts, PlanTrees, ResolvedRange, StoredFile, TreeChange, TreeFile } from '../ports.ts';
import { describePath, isPlanPath, readVersion, refuseFile } from './read-version.ts';

export interface Sides {
  readonly before: TaskTable;
  readonly after: TaskTable;
  /** The plan and task files that differ. */
  readonly changes: readonly ChangedPath[];
}

/** Reading so many files from git takes longer than a look at the work tree, and that brings the index up to date. */
const MAX_STALE = 200;

/** To list all is as fast as to list so many, and a command line has room for them. */
const MANY_PATHS = 100;

/**
 * Reads both sides; the work tree is left as it is. `known` is what the files said at some time: where both ends are
 * commits, it saves looking at them.
 */
export async function readSides(
  ports: ComparingPorts,
  history: PlanTrees,
  { base, head }: ResolvedRange,
  known: TaskTable | null = null,
): Promise<Sides> {
  if (head === null) return readAgainstWorkTree(ports, history, base);
  const listed = history.listChanges(base, head);
  const { table, stale } = await findNearest(ports, history, head, known);
  const wanted = (await listed).filter(({ path }) => isPlanPath(path));
  const all = [...wanted, ...stale];
  const versions = await readVersions(history, all, openKnown(table, all));
  const changes = wanted.map(({ path, before, after }) => ({
    path,
    before: versions(path, before),
    after: versions(path, after),
  }));
  const after = overlay(
    table,
    stale.map(({ path, after: file }) => [path, versions(path, file)]),
  );
  return { after, before: deriveBefore(after, changes), changes };
}

interface Nearest {
  readonly table: TaskTable;
  /** Where the commit holds something else. */
  readonly stale: readonly TreeChange[];
}

/**
 * A table of which only a little is otherwise in a commit. What is known from before will do: names of blobs say what
 * of it is right. Only when too much is not are the files themselves looked at.
 */
async function findNearest(
  { files }: ComparingPorts,
  history: PlanTrees,
  head: string,
  known: TaskTable | null,
): Promise<Nearest> {
  if (known !== null) {
    const stale = await findStale(known, history, head);
    if (stale.length <= MAX_STALE) return { table: known, stale };
  }
  const [table, held] = await Promise.all([files.scan(), history.listFiles(head)]);
  return { table, stale: findDifferences(table, held) };
}

/** The paths that a commit holds otherwise; folders whose trees have the same name are not gone through. */
async function findStale(table: TaskTable, history: PlanTrees, commit: string): Promise<TreeChange[]> {
  const { treeOf } = table;
  if (treeOf === null) return findDifferences(table, await history.listFiles(commit));
  const entries = await history.listFolders(commit);
  const isSameTree = ({ path, mode, oid }: TreeFile) =>
    mode === '040000' && treeOf(path.slice('.tasks/'.length)) === oid;
  const same = new Set(entries.filter(isSameTree).map(({ path }) => path));
  const isWanted = ({ path, mode }: TreeFile) => !same.has(path) && (mode === '040000' || isPlanPath(path));
  const others = entries.filter(isWanted).map(({ path }) => path);
  const paths = others.length > MANY_PATHS ? undefined : others;
  const held = others.length === 0 ? [] : await history.listFiles(commit, paths);
  const isSame = (path: string) => same.has(path.slice(0, path.lastIndexOf('/')));
  return findDifferences(
    table,
    held.filter(({ path }) => !isSame(path)),
    (planId) => same.has(`.tasks/${planId}`),
  );
}

async function readAgainstWorkTree(
  ports: ComparingPorts,
  history: PlanTrees,
  base: string | null,
): Promise<Sides> {
  const [held, after] = await Promise.all([base === null ? [] : history.listFiles(base), ports.files.scan()]);
  const differences = findDifferences(after, held);
  const versions = await readVersions(history, differences, openKnown(after, differences));
  const changes = differences.map(({ path, after: file }) => ({
    path,
    before: versions(path, file),
    after: readFromWorkTree(ports, after, path),
  }));
  return { after, before: deriveBefore(after, changes), changes };
}

/**
 * The paths that a commit holds otherwise than the table says; `after` is what the commit holds. Both are in the same
 * order as long as they agree, and only what is left when they no longer do is looked up by name. Plans that are known
 * to be the same are left out, and none of their files is among those that are held.
 */
function findDifferences(
  table: TaskTable,
  held: readonly TreeFile[],
  isSamePlan: (planId: string) => boolean = () => false,
): TreeChange[] {
  const { size, plans, planOf } = table.graph;
  const left = plans.map(({ id }) => !isSamePlan(id));
  const differences: TreeChange[] = [];
  const rest = new Map<string, TreeFile>();
  /** The next row from here on that is not left out. */
  const skip = (from: number): number => {
    let row = from;
    while (row < size && left[at(planOf, row)] !== true) row += 1;
    return row;
  };
  let node = left.includes(true) ? skip(0) : size;
  for (const file of held) {
    if (node < size && file.path === table.pathAt(node)) {
      if (!isSame(file, table.revisionAt(node))) differences.push(difference(file.path, file));
      node = skip(node + 1);
    } else if (isPlanPath(file.path)) rest.set(file.path, file);
  }
  const compare = (path: string, revision: string | null) => {
    const file = rest.get(path);
    rest.delete(path);
    if (file === undefined || !isSame(file, revision)) differences.push(difference(path, file ?? null));
  };
  for (; node < size; node = skip(node + 1)) compare(table.pathAt(node), table.revisionAt(node));
  for (const { id, path, revision } of table.plans) if (!isSamePlan(id)) compare(path, revision);
  for (const { path, kind } of table.unreadable) if (kind === 'plan') compare(path, null);
  return [...differences, ...[...rest.values()].map((file) => difference(file.path, file))];
}

function isSame({ oid, mode }: StoredFile, revision: string | null): boolean {
  return oid === revision && mode.startsWith('100');
}

function difference(path: string, after: StoredFile | null): TreeChange {
  return { path, before: null, after };
}

/** The fields of a file, where the table has read the same bytes before and found nothing wrong; else null. */
type Known = (path: string, oid: string) => WrittenTask | null;

function openKnown(table: TaskTable, changes: readonly TreeChange[]): Known {
  const { writtenAt, graph } = table;
  if (writtenAt === null) return () => null;
  const wanted = new Map(changes.map(({ path }) => [describePath(path).id, path]));
  const nodeOf = new Map<string, number>();
  for (const [node, id] of graph.ids.entries()) {
    const path = wanted.get(id);
    if (path !== undefined && path === table.pathAt(node)) nodeOf.set(path, node);
  }
  for (const { path } of table.problems) nodeOf.delete(path);
  return (path, oid) => {
    const node = nodeOf.get(path);
    return node !== undefined && table.revisionAt(node) === oid ? writtenAt(node) : null;
  };
}

/** What a file of a commit says; null for none. */
type Versions = (path: string, file: StoredFile | null) => FileVersion | null;

/** Reads all files of the changes, each while git looks for the next. */
async function readVersions(
  history: PlanTrees,
  changes: readonly TreeChange[],
  known: Known,
): Promise<Versions> {
  const wanted = new Map<string, TreeFile[]>();
  for (const { path, before, after } of changes) {
    for (const file of [before, after]) {
      // What is no file has no blob: a submodule names a commit.
      if (file === null || file.mode === '160000') continue;
      const files = wanted.get(file.oid);
      if (files === undefined) wanted.set(file.oid, [{ path, ...file }]);
      else files.push({ path, ...file });
    }
  }
  const versions = new Map<string, FileVersion>();
  await history.readBlobs([...wanted.keys()], (oid, bytes) => {
    for (const file of wanted.get(oid) ?? [])
      versions.set(keyOf(file.path, file), readVersion(file.path, file, bytes, known(file.path, oid)));
  });
  return (path, file) =>
    file === null ? null : (versions.get(keyOf(path, file)) ?? readVersion(path, file, new Uint8Array()));
}

function keyOf(path: string, { oid, mode }: StoredFile): string {
  return `${mode} ${oid} ${path}`;
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
