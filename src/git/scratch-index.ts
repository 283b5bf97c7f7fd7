/**
 * Calls that work on an index file other than the user's. Scratch files lie inside the git directory,
 * because a split index finds its other half there, and start as hard links: git replaces an index and
 * never writes into it, and a link keeps the time stamp by which git recognises racy entries.
 */
import { linkSync, mkdirSync, readdirSync, rmdirSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';
import { PlanError } from '../errors.ts';
import { readErrno, toIoError } from '../store/io-error.ts';
import { newTemporaryName } from '../store/temporary-files.ts';
import type { RepositoryLocation } from './locate-repository.ts';
import { lookAt } from './look-at.ts';
import { readIndex } from './read-index.ts';
import { zeroOid } from './refs.ts';
import { describeGitFailure, requireGit, runGit, splitRecords } from './run-git.ts';

export interface IndexEntry {
  readonly mode: string;
  readonly oid: string;
}

/** A path that differs between two trees; `entry` is null where the second lacks it. */
export interface TreeChange {
  readonly path: string;
  readonly entry: IndexEntry | null;
}

export interface ScratchIndex {
  readonly root: string;
  /** Absolute path of the index file. */
  readonly file: string;
  /** Options for git that come before the subcommand. */
  readonly options: readonly string[];
  readonly objectFormat: RepositoryLocation['objectFormat'];
}

const CHUNK_CHARACTERS = 60_000;
const MANY_PATHS = 20;

/** Creates an empty folder for scratch files in an existing one; `removeScratchFolder` takes it away. */
export function createScratchFolder(parent: string): string {
  const folder = join(parent, newTemporaryName());
  try {
    mkdirSync(folder);
    return folder;
  } catch (error) {
    throw toIoError(error, 'create the folder', folder);
  }
}

/** Never throws: what cannot be removed now is swept by a later commit. */
export function removeScratchFolder(folder: string): void {
  try {
    for (const name of readdirSync(folder)) unlinkSync(join(folder, name));
    rmdirSync(folder);
  } catch {
    // The commit has been made, or has failed for a reason of its own.
  }
}

/** Gives an index file a second name; a missing one stays missing, which git takes as empty. */
export function linkIndex(from: string, to: string): void {
  try {
    linkSync(from, to);
  } catch (error) {
    if (readErrno(error) !== 'ENOENT') throw toIoError(error, 'link', to);
  }
}

/** Runs one subcommand on the scratch index and returns its output. */
export function runOnIndex(index: ScratchIndex, args: readonly string[], input = ''): Promise<Buffer> {
  return requireGit(callOnIndex(index, args, input));
}

/**
 * Takes the paths into the scratch index as they are in the work tree, filters applied: files that are
 * there as `git add` does, the others as deletions. An entry marked skip-worktree stays.
 * Throws `unsafe-path` for a path beyond a symbolic link.
 */
export async function stagePaths(index: ScratchIndex, paths: readonly string[]): Promise<void> {
  const present = new Set(paths.filter((path) => lookAt(join(index.root, path)) !== undefined));
  // Deletions first: a file may take the place of a folder, or the other way round.
  const ordered = [...paths.filter((path) => !present.has(path)), ...present];
  const args = ['update-index', '--add', '--remove', '--ignore-skip-worktree-entries', '-z', '--stdin'];
  const call = callOnIndex(index, args, ordered.map((path) => `${path}\0`).join(''));
  const result = await runGit(call);
  if (result.status === 0) return;
  const failure = describeGitFailure(call, result);
  if (!result.stderr.includes('is beyond a symbolic link')) throw failure;
  throw new PlanError('unsafe-path', `${failure.message}`, { data: failure.data });
}

/** Sets entries exactly, a null entry as a deletion. */
export async function putEntries(index: ScratchIndex, changes: readonly TreeChange[]): Promise<void> {
  const deleted = `0 ${zeroOid(index)}`;
  const ordered = [...changes].sort((a, b) => Number(a.entry !== null) - Number(b.entry !== null));
  const lines = ordered.map(({ path, entry }) =>
    entry === null ? `${deleted}\t${path}\0` : `${entry.mode} ${entry.oid}\t${path}\0`,
  );
  await runOnIndex(index, ['update-index', '-z', '--index-info'], lines.join(''));
}

/** Entries of the index for exactly these paths. */
export async function readEntries(
  index: ScratchIndex,
  paths: readonly string[],
): Promise<ReadonlyMap<string, IndexEntry>> {
  if (paths.length === 0) return new Map();
  const reading = readIndex(index.file, paths, index.objectFormat);
  if (reading !== null) return reading.entries;
  const wanted = new Set(paths);
  const entries = new Map<string, IndexEntry>();
  // git compares each entry with each path, so many paths are faster picked out of the whole list.
  const limits = paths.length > MANY_PATHS ? [] : paths;
  const output = await runOnIndex(index, ['ls-files', '--stage', '-z', '--', ...limits]);
  for (const record of splitRecords(output)) {
    const [, mode, oid, path] = /^(\d+) ([0-9a-f]+) 0\t(.*)$/s.exec(record) ?? [];
    if (mode && oid && path && wanted.has(path)) entries.set(path, { mode, oid });
  }
  return entries;
}

/** Whether a conflict is not resolved: what `git stash pop` or `git checkout --merge` left has no mark but its entries. */
export async function hasConflict(index: ScratchIndex): Promise<boolean> {
  const reading = readIndex(index.file, [], index.objectFormat);
  if (reading !== null) return reading.hasConflict;
  return (await runOnIndex(index, ['ls-files', '--unmerged', '-z'])).length > 0;
}

/** The tree of the scratch index. */
export async function writeTree(index: ScratchIndex): Promise<string> {
  return (await runOnIndex(index, ['write-tree'])).toString('utf8').trim();
}

/** Paths that differ between two trees. */
export async function diffTrees(root: string, from: string, to: string): Promise<readonly TreeChange[]> {
  const options = ['-r', '-z', '--raw', '--no-abbrev', '--no-renames', '--ignore-submodules=none'];
  const output = splitRecords(await requireGit({ root, args: ['diff-tree', ...options, from, to, '--'] }));
  const changes: TreeChange[] = [];
  for (let at = 0; at + 1 < output.length; at += 2) {
    const [, mode = '', , oid = '', status = ''] = (output[at] ?? '').split(' ');
    changes.push({ path: output[at + 1] ?? '', entry: status === 'D' ? null : { mode, oid } });
  }
  return changes;
}

/** Cuts a list of paths so that no command line grows too long. */
export function chunkPaths(paths: readonly string[]): string[][] {
  const chunks: string[][] = [];
  let room = 0;
  for (const path of paths) {
    const last = chunks.at(-1);
    if (last === undefined || path.length > room) {
      chunks.push([path]);
      room = CHUNK_CHARACTERS;
    } else {
      last.push(path);
    }
    room -= path.length + 1;
  }
  return chunks;
}

function callOnIndex(index: ScratchIndex, args: readonly string[], input: string) {
  return {
    root: index.root,
    args: [...index.options, ...args],
    input,
    env: { GIT_INDEX_FILE: index.file },
  };
}
