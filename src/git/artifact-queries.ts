/** The questions about artifact paths that only git can answer; each is asked once for all paths. */
import type { RepositoryLocation } from './locate-repository.ts';
import { readHead } from './refs.ts';
import { describeGitFailure, requireGit, runGit, splitRecords } from './run-git.ts';
import { chunkPaths, type IndexEntry } from './scratch-index.ts';

export interface HeadEntry extends IndexEntry {
  readonly type: 'blob' | 'tree' | 'commit';
}

/** What HEAD has at exactly these paths; empty on an unborn branch. */
export async function readHeadEntries(
  location: RepositoryLocation,
  paths: readonly string[],
): Promise<ReadonlyMap<string, HeadEntry>> {
  const { oid: head } = readHead(location);
  const entries = new Map<string, HeadEntry>();
  for (const chunk of head === null ? [] : chunkPaths(paths)) {
    const args = ['ls-tree', '-z', '--full-tree', head ?? '', '--', ...chunk];
    for (const record of splitRecords(await requireGit({ root: location.root, args }))) {
      const [, mode = '', type, oid = '', path = ''] = /^(\d+) (\w+) ([0-9a-f]+)\t(.*)$/s.exec(record) ?? [];
      if (type === 'blob' || type === 'tree' || type === 'commit') entries.set(path, { mode, type, oid });
    }
  }
  return entries;
}

/** All files that HEAD has below a folder. */
export async function listFilesInHead(location: RepositoryLocation, folder: string): Promise<string[]> {
  const args = ['ls-tree', '-r', '-z', '--full-tree', '--name-only', 'HEAD', '--', `${folder}/`];
  return splitRecords(await requireGit({ root: location.root, args }));
}

/** Whether some commit of HEAD's history touches the path. */
export async function hasHistory(location: RepositoryLocation, path: string): Promise<boolean> {
  if (readHead(location).oid === null) return false;
  const args = ['rev-list', '--max-count=1', 'HEAD', '--', path];
  return (await requireGit({ root: location.root, args })).length > 0;
}

/** The rule (`file:line: pattern`) that makes git ignore a path, for those that it ignores. */
export async function findIgnoreRules(
  root: string,
  paths: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const rules = new Map<string, string>();
  if (paths.length === 0) return rules;
  const args = ['check-ignore', '--verbose', '-z', '--stdin'];
  const input = paths.map((path) => `${path}\0`).join('');
  // This command takes paths as they are, and refuses to be told so.
  const result = await runGit({ root, args, input, env: { GIT_LITERAL_PATHSPECS: '0' } });
  // 1 says that no path is ignored.
  if (result.status > 1 || result.status < 0) throw describeGitFailure({ args }, result);
  const fields = splitRecords(result.stdout);
  for (let at = 0; at + 3 < fields.length; at += 4) {
    const [source = '', line = '', pattern = '', path = ''] = fields.slice(at, at + 4);
    if (!pattern.startsWith('!')) rules.set(path, `${source}:${line}: ${pattern}`);
  }
  return rules;
}

/** Files below the folders that differ from HEAD or are new; ignored ones and submodules are left out. */
export async function readDirtyFiles(root: string, folders: readonly string[]): Promise<string[]> {
  const dirty = new Set<string>();
  const options = ['--porcelain', '-z', '--untracked-files=all', '--no-renames', '--ignore-submodules=all'];
  for (const chunk of chunkPaths(folders)) {
    const output = await requireGit({ root, args: ['status', ...options, '--', ...chunk] });
    for (const record of splitRecords(output)) dirty.add(record.slice(3));
  }
  // A slash at the end marks a repository inside the folder.
  return [...dirty].filter((path) => !path.endsWith('/'));
}
