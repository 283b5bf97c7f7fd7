/**
 * Builds the tree of a commit that holds HEAD and our paths, beside the user's index. The next index gets
 * our paths from the work tree, filters applied; the tree gets them from there and everything else from HEAD,
 * whatever is staged. Hooks want an index that says the same; only for them it is made.
 */
import { join } from 'node:path';
import type { Head } from '../app/ports.ts';
import { PlanError } from '../errors.ts';
import { type BuiltTree, buildTree, listFoldersAbove } from './build-tree.ts';
import type { CommitFacts } from './commit-facts.ts';
import { refuseByHook, runHook } from './commit-hooks.ts';
import { EMPTY_TREE } from './empty-tree.ts';
import type { RepositoryLocation } from './locate-repository.ts';
import { readTrees } from './read-trees.ts';
import {
  diffTrees,
  hasConflict,
  linkIndex,
  putEntries,
  readEntries,
  runOnIndex,
  type ScratchIndex,
  stagePaths,
  type TreeChange,
  writeTree,
} from './scratch-index.ts';

export interface LockedCommit {
  readonly location: RepositoryLocation;
  readonly paths: readonly string[];
  readonly message: string;
  readonly facts: CommitFacts;
}

/** The place and the facts of one attempt. */
export interface Workplace extends LockedCommit {
  readonly folder: string;
  readonly head: Head;
}

export interface Prepared {
  /** The user's index with our paths in it: the next `.git/index`. */
  readonly next: ScratchIndex;
  /** HEAD with our paths in it. Its objects are not written yet. */
  readonly tree: BuiltTree;
  /** What the two have of ours. */
  readonly changes: readonly TreeChange[];
}

/** Makes the next index and the tree; or says that HEAD holds the paths as they are, or that the user's index has a conflict. */
export async function prepareCommit(work: Workplace): Promise<Prepared | 'unchanged' | 'conflict'> {
  const { location, head, paths } = work;
  const next = openScratch(work, 'next');
  const index = join(location.gitDir, 'index');
  linkIndex(index, next.file);
  // What takes longest begins first: to start a process, and to read the index, keeps the others waiting.
  const [, base, isConflicted] = await Promise.all([
    stagePaths(next, paths),
    head.oid === null ? new Map() : readTrees(location, head.oid, listFoldersAbove(paths)),
    hasConflict({ ...next, file: index }),
  ]);
  if (isConflicted) return 'conflict';
  const entries = await readEntries(next, paths);
  const changes = paths.map((path) => ({ path, entry: entries.get(path) ?? null }));
  const tree = buildTree(base, changes, location.objectFormat);
  return tree === null ? 'unchanged' : { next, tree, changes };
}

/** An index that holds exactly the tree: the next one where the user has staged nothing else, or one read from HEAD. */
export async function prepareHookIndex(work: Workplace, prepared: Prepared): Promise<ScratchIndex> {
  const { next, tree, changes } = prepared;
  if ((await writeTree(next)) === tree.oid) return next;
  const only = openScratch(work, 'only');
  if (work.head.oid !== null) await runOnIndex(only, ['read-tree', work.head.oid]);
  await putEntries(only, changes);
  const oid = await writeTree(only);
  if (oid === tree.oid) return only;
  throw new PlanError('internal', `The tree of the commit is ${tree.oid}, but git makes it ${oid}.`);
}

/**
 * Runs the pre-commit hook and returns the tree that it leaves; null when that is HEAD's. The hook sees an
 * index of its own, so that what it adds reaches the user's only after the check.
 */
export async function runPreCommit(
  work: Workplace,
  { next, tree }: Prepared,
  only: ScratchIndex,
): Promise<string | null> {
  const { root, objectFormat } = work.location;
  const index = openScratch(work, 'hook');
  linkIndex(only.file, index.file);
  await runHook({ root, name: 'pre-commit', indexFile: index.file });
  const after = await writeTree(index);
  if (after === tree.oid) return after;
  const changes = await diffTrees(root, work.head.oid ?? EMPTY_TREE[objectFormat], after);
  if (changes.length === 0) return null;
  const ours = new Set(work.paths);
  const foreign = changes.map(({ path }) => path).filter((path) => !ours.has(path));
  if (foreign.length > 0) {
    throw refuseByHook('pre-commit', `added paths that are not part of it: ${foreign.join(', ')}.`, {
      paths: foreign,
    });
  }
  await putEntries(next, await diffTrees(root, tree.oid, after));
  return after;
}

function openScratch({ folder, location, facts }: Workplace, name: string): ScratchIndex {
  return {
    root: location.root,
    file: join(folder, name),
    options: facts.settings.durability,
    objectFormat: location.objectFormat,
  };
}
