/**
 * Builds the tree of a commit that holds HEAD and our paths, beside the user's index. When nothing else is
 * staged, the user's index with our paths in it is that tree already; only otherwise HEAD is read anew.
 * Either way the result is compared with HEAD: a path that is not ours stops the commit.
 */
import { join } from 'node:path';
import type { Head } from '../app/ports.ts';
import { PlanError } from '../errors.ts';
import { refuseByHook, runHook } from './commit-hooks.ts';
import type { CommitSettings } from './commit-settings.ts';
import type { RepositoryLocation } from './locate-repository.ts';
import { zeroOid } from './refs.ts';
import {
  diffTrees,
  linkIndex,
  putEntries,
  readEntries,
  runOnIndex,
  type ScratchIndex,
  stagePaths,
  writeTree,
} from './scratch-index.ts';

export interface LockedCommit {
  readonly location: RepositoryLocation;
  readonly paths: readonly string[];
  readonly message: string;
  readonly settings: CommitSettings;
}

/** The place and the facts of one attempt. */
export interface Workplace extends LockedCommit {
  readonly folder: string;
  readonly head: Head;
  /** What the new tree is compared with: HEAD, or the empty tree on an unborn branch. */
  readonly base: string;
  readonly ours: ReadonlySet<string>;
}

export interface Prepared {
  /** The user's index with our paths in it: the next `.git/index`. */
  readonly next: ScratchIndex;
  /** HEAD with our paths in it; the same file as `next` when the user has nothing staged. */
  readonly only: ScratchIndex;
  readonly tree: string;
}

/** Takes our paths into scratch indexes. Null when HEAD already holds them as they are. */
export async function prepareIndexes(work: Workplace): Promise<Prepared | null> {
  const next = openScratch(work, 'next');
  linkIndex(join(work.location.gitDir, 'index'), next.file);
  await stagePaths(next, work.paths);
  const tree = await writeTree(next);
  const foreign = await findForeign(work, tree);
  if (foreign === null) return null;
  if (foreign.length === 0) return { next, only: next, tree };
  return prepareBesideStaged(work, next);
}

/** The slow way, for when the user has staged something: a second index that starts from HEAD. */
async function prepareBesideStaged(work: Workplace, next: ScratchIndex): Promise<Prepared | null> {
  const only = openScratch(work, 'only');
  if (work.head.oid !== null) await runOnIndex(only, ['read-tree', work.head.oid]);
  const entries = await readEntries(next, work.paths);
  await putEntries(
    only,
    work.paths.map((path) => ({ path, entry: entries.get(path) ?? null })),
  );
  const tree = await writeTree(only);
  const foreign = await findForeign(work, tree);
  if (foreign === null) return null;
  if (foreign.length === 0) return { next, only, tree };
  throw new PlanError('internal', `The commit would have changed other paths: ${foreign.join(', ')}.`);
}

/** Paths other than ours in which a tree differs from HEAD; null when it does not differ at all. */
async function findForeign(work: Workplace, tree: string): Promise<string[] | null> {
  const changes = await diffTrees(work.location.root, work.base, tree);
  return changes.length === 0 ? null : changes.map(({ path }) => path).filter((path) => !work.ours.has(path));
}

/**
 * Runs the pre-commit hook and returns the tree that it leaves; null when that is HEAD's. The hook sees an
 * index of its own, so that what it adds reaches the user's only after the check.
 */
export async function runPreCommit(work: Workplace, { next, only, tree }: Prepared): Promise<string | null> {
  const { root } = work.location;
  const index = openScratch(work, 'hook');
  linkIndex(only.file, index.file);
  await runHook({ root, name: 'pre-commit', indexFile: index.file });
  const after = await writeTree(index);
  if (after === tree) return tree;
  const foreign = await findForeign(work, after);
  if (foreign === null) return null;
  if (foreign.length > 0) {
    throw refuseByHook('pre-commit', `added paths that are not part of it: ${foreign.join(', ')}.`, {
      paths: foreign,
    });
  }
  await putEntries(next, await diffTrees(root, tree, after));
  return after;
}

function openScratch({ folder, location, settings }: Workplace, name: string): ScratchIndex {
  return {
    root: location.root,
    file: join(folder, name),
    options: settings.durability,
    zeroOid: zeroOid(location),
  };
}
