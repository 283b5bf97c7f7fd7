/**
 * Builds the trees of a commit from those of HEAD by replacing single paths. Whatever is not named stays as it
 * is, because the entries are HEAD's own: no index takes part, whatever the user has staged in it.
 */
import { PlanError } from '../errors.ts';
import type { RepositoryLocation } from './locate-repository.ts';
import type { IndexEntry, TreeChange } from './scratch-index.ts';
import { FOLDER_MODE, formatTree, isFolder, parseTree } from './tree-object.ts';
import { type GitObject, nameObject } from './write-objects.ts';

/** Contents of HEAD's trees, by folder; `''` is the root. A folder that HEAD does not have is absent. */
export type BaseTrees = ReadonlyMap<string, Buffer>;

export interface BuiltTree {
  readonly oid: string;
  /** The new trees, from the inside out. */
  readonly objects: readonly GitObject[];
}

interface Build {
  readonly base: BaseTrees;
  readonly format: RepositoryLocation['objectFormat'];
  readonly objects: GitObject[];
  isChanged: boolean;
}

/**
 * The tree that HEAD's becomes with these paths set, a null entry being a deletion; null when nothing changes.
 * Throws `internal` where a file and a folder would have the same name: other paths would be lost.
 */
export function buildTree(
  base: BaseTrees,
  changes: readonly TreeChange[],
  format: RepositoryLocation['objectFormat'],
): BuiltTree | null {
  const build: Build = { base, format, objects: [], isChanged: false };
  const entries = changeFolder(build, '', changes);
  if (!build.isChanged) return null;
  return { oid: keepTree(build, entries), objects: build.objects };
}

/** All folders that lie above the paths, the root among them. */
export function listFoldersAbove(paths: readonly string[]): string[] {
  const folders = new Set(['']);
  for (const path of paths) {
    for (let end = path.indexOf('/'); end !== -1; end = path.indexOf('/', end + 1)) {
      folders.add(path.slice(0, end));
    }
  }
  return [...folders];
}

/** The entries of a folder after the changes below it, whose paths are relative to it. */
function changeFolder(build: Build, folder: string, changes: readonly TreeChange[]) {
  const content = build.base.get(folder);
  const oidBytes = build.format === 'sha256' ? 32 : 20;
  const entries = content === undefined ? new Map<string, IndexEntry>() : parseTree(content, oidBytes);
  // Deletions first: a file may take the place of a folder, or the other way round.
  for (const { path, entry } of changes) {
    if (entry === null && !path.includes('/')) deleteFile(build, entries, toName(path));
  }
  for (const [name, below] of groupByFolder(changes)) {
    const path = folder === '' ? name : `${folder}/${name}`;
    changeInner(build, entries, { name: toName(name), path, below });
  }
  for (const { path, entry } of changes) {
    if (entry !== null && !path.includes('/')) setFile(build, entries, { name: toName(path), path, entry });
  }
  return entries;
}

function groupByFolder(changes: readonly TreeChange[]): Map<string, TreeChange[]> {
  const groups = new Map<string, TreeChange[]>();
  for (const { path, entry } of changes) {
    const slash = path.indexOf('/');
    if (slash === -1) continue;
    const name = path.slice(0, slash);
    const group = groups.get(name) ?? [];
    group.push({ path: path.slice(slash + 1), entry });
    groups.set(name, group);
  }
  return groups;
}

interface Inner {
  readonly name: string;
  readonly path: string;
  readonly below: readonly TreeChange[];
}

function changeInner(build: Build, entries: Map<string, IndexEntry>, { name, path, below }: Inner): void {
  const old = entries.get(name);
  if (old !== undefined && !isFolder(old)) {
    if (below.every(({ entry }) => entry === null)) return;
    throw wouldLose(path);
  }
  if (old !== undefined && !build.base.has(path)) throw wouldLose(path);
  const inner = changeFolder(build, path, below);
  if (inner.size === 0) entries.delete(name);
  else entries.set(name, { mode: FOLDER_MODE, oid: keepTree(build, inner) });
}

function setFile(
  build: Build,
  entries: Map<string, IndexEntry>,
  { name, path, entry }: { name: string; path: string; entry: IndexEntry },
): void {
  const old = entries.get(name);
  if (isFolder(old)) throw wouldLose(path);
  if (old?.oid === entry.oid && old.mode === entry.mode) return;
  entries.set(name, entry);
  build.isChanged = true;
}

function deleteFile(build: Build, entries: Map<string, IndexEntry>, name: string): void {
  if (entries.has(name) && !isFolder(entries.get(name))) {
    entries.delete(name);
    build.isChanged = true;
  }
}

function keepTree(build: Build, entries: ReadonlyMap<string, IndexEntry>): string {
  const tree: GitObject = { type: 'tree', content: formatTree(entries) };
  build.objects.push(tree);
  return nameObject(tree, build.format);
}

function toName(text: string): string {
  return Buffer.from(text).toString('latin1');
}

function wouldLose(path: string): PlanError {
  return new PlanError('internal', `The commit would have changed other paths: what HEAD has at ${path}.`);
}
