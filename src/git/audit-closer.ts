/** The costlier questions about links that are still open: what the clone has besides this history, and what is alike. */
import { type AuditRecord, type CloserLook, contentOf } from '../core/audit/evidence.ts';
import { readChanges } from './audit-changes.ts';
import { readPatchIds } from './audit-patches.ts';
import { HISTORY_AS_IT_IS } from './audit-range.ts';
import type { RepositoryLocation } from './locate-repository.ts';
import { isOid } from './refs.ts';
import { requireGit, runGit, splitRecords } from './run-git.ts';

/** Files of recorded folders that were not seen yet, by `<blob> <path>`; the folders that wait for each. */
type WantedFiles = Map<string, Set<string>>;

/** Asks about records whose links are open; `gone` are the recorded commits that the history of the tip lacks. */
export async function lookCloser(
  location: RepositoryLocation,
  tip: string,
  records: readonly AuditRecord[],
  gone: readonly string[],
): Promise<CloserLook> {
  const { root } = location;
  const artifacts = records.flatMap((record) => record.artifacts);
  const contents = artifacts.flatMap((artifact) => contentOf(artifact) ?? []);
  const types = await readTypes(root, [...new Set([...gone, ...contents])]);
  const folders = artifacts.filter((one) => 'tree' in one).filter(({ tree }) => types.get(tree) === 'tree');
  const files = await listFiles(root, folders);
  const pathsOf = await readPaths(
    root,
    gone.filter((oid) => types.get(oid) === 'commit'),
  );
  const alike = await searchHistory(root, tip, files, new Set(pathsOf.values()));
  const missing = new Set([...files.values()].flatMap((waiting) => [...waiting]));
  return {
    objects: new Set(types.keys()),
    sameChange: await findSameChanges(root, [...pathsOf.keys()], alike),
    wholeFolders: new Set(folders.map(({ tree }) => tree).filter((tree) => !missing.has(tree))),
  };
}

async function readTypes(root: string, oids: readonly string[]): Promise<Map<string, string>> {
  const input = formatLines(oids.filter(isOid));
  const args = ['cat-file', '--batch-check=%(objectname) %(objecttype)'];
  const { stdout } = await runGit({ root, args, input, env: HISTORY_AS_IT_IS });
  const types = new Map<string, string>();
  for (const line of stdout.toString('latin1').split('\n')) {
    const [oid = '', type = ''] = line.split(' ');
    if (/^(?:blob|tree|commit|tag)$/.test(type)) types.set(oid, type);
  }
  return types;
}

async function listFiles(
  root: string,
  folders: readonly { readonly path: string; readonly tree: string }[],
): Promise<WantedFiles> {
  const files: WantedFiles = new Map();
  for (const { path, tree } of folders) {
    const args = ['ls-tree', '-r', '-z', '--full-tree', tree];
    for (const entry of splitRecords(await requireGit({ root, args, env: HISTORY_AS_IT_IS }))) {
      const [, oid = '', name = ''] = /^\d+ \w+ ([0-9a-f]+)\t(.*)$/s.exec(entry) ?? [];
      const key = `${oid} ${path}${name}`;
      files.set(key, (files.get(key) ?? new Set()).add(tree));
    }
  }
  return files;
}

/** The paths that each commit changes, as one text. */
async function readPaths(root: string, oids: readonly string[]): Promise<Map<string, string>> {
  const pathsOf = new Map<string, string>();
  await readChanges({
    root,
    oids,
    withFolders: false,
    take: (oid, changes) => void pathsOf.set(oid, joinPaths(changes)),
    onProgress: () => undefined,
  });
  return pathsOf;
}

/** One pass for both: takes away the files that it sees, and gives the commits that change exactly such paths. */
async function searchHistory(
  root: string,
  tip: string,
  files: WantedFiles,
  paths: ReadonlySet<string>,
): Promise<string[]> {
  if (files.size === 0 && paths.size === 0) return [];
  const all = await requireGit({ root, args: ['rev-list', tip, '--'], env: HISTORY_AS_IT_IS });
  const alike: string[] = [];
  await readChanges({
    root,
    oids: all.toString('latin1').split('\n').filter(Boolean),
    withFolders: false,
    take(oid, changes) {
      for (const change of changes) files.delete(`${change.oid} ${change.path}`);
      if (paths.has(joinPaths(changes))) alike.push(oid);
    },
    onProgress: () => undefined,
  });
  return alike;
}

/** Commits that make the change of one that is gone, by the name of that one. */
async function findSameChanges(
  root: string,
  gone: readonly string[],
  alike: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const same = new Map<string, string>();
  const commitOf = new Map([...(await readPatchIds(root, alike))].map(([oid, id]) => [id, oid]));
  for (const [oid, id] of await readPatchIds(root, gone)) {
    const commit = commitOf.get(id);
    if (commit !== undefined) same.set(oid, commit);
  }
  return same;
}

function joinPaths(changes: readonly { readonly path: string }[]): string {
  return changes.map(({ path }) => path).join('\0');
}

function formatLines(oids: readonly string[]): string {
  return oids.map((oid) => `${oid}\n`).join('');
}
