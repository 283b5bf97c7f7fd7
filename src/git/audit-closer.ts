/** The costlier questions about links that are still open: what the clone has besides this history, and what is alike. */
import { type AuditRecord, type CloserLook, contentOf } from '../core/audit/evidence.ts';
import { readChanges } from './audit-changes.ts';
import { listTouching } from './audit-messages.ts';
import { HISTORY_AS_IT_IS } from './audit-range.ts';
import type { RepositoryLocation } from './locate-repository.ts';
import { isOid } from './refs.ts';
import { requireGit, runGit, splitRecords } from './run-git.ts';

/** Asks about records whose links are open; `gone` are the recorded commits that the history of the tip lacks. */
export async function lookCloser(
  location: RepositoryLocation,
  tip: string,
  records: readonly AuditRecord[],
  gone: readonly string[],
): Promise<CloserLook> {
  const artifacts = records.flatMap((record) => record.artifacts);
  const contents = artifacts.flatMap((artifact) => contentOf(artifact) ?? []);
  const types = await readTypes(location, [...new Set([...gone, ...contents])]);
  const commits = gone.filter((oid) => types.get(oid) === 'commit');
  const wholeFolders = new Set<string>();
  for (const artifact of artifacts) {
    if (!('tree' in artifact) || types.get(artifact.tree) !== 'tree') continue;
    if (await isWhole(location, tip, artifact)) wholeFolders.add(artifact.tree);
  }
  return {
    objects: new Set(types.keys()),
    sameChange: await findSameChanges(location, tip, commits),
    wholeFolders,
  };
}

async function readTypes(
  { root }: RepositoryLocation,
  oids: readonly string[],
): Promise<Map<string, string>> {
  const input = oids
    .filter(isOid)
    .map((oid) => `${oid}\n`)
    .join('');
  const args = ['cat-file', '--batch-check=%(objectname) %(objecttype)'];
  const { stdout } = await runGit({ root, args, input, env: HISTORY_AS_IT_IS });
  const lines = stdout
    .toString('utf8')
    .split('\n')
    .map((line) => line.split(' '));
  return new Map(
    lines.flatMap(([oid = '', type = '']) => (/^(blob|tree|commit|tag)$/.test(type) ? [[oid, type]] : [])),
  );
}

/** Whether every file of a recorded folder was once in the history as it was recorded, each in some commit. */
async function isWhole(
  { root }: RepositoryLocation,
  tip: string,
  { path, tree }: { readonly path: string; readonly tree: string },
): Promise<boolean> {
  const args = ['ls-tree', '-r', '-z', '--full-tree', tree];
  const missing = new Set<string>();
  for (const entry of splitRecords(await requireGit({ root, args, env: HISTORY_AS_IT_IS }))) {
    const [, oid = '', name = ''] = /^\d+ \w+ ([0-9a-f]+)\t(.*)$/s.exec(entry) ?? [];
    missing.add(`${oid} ${path}${name}`);
  }
  const oids = [...(await listTouching({ root, tip, after: null }, [path]))];
  await readChanges({
    root,
    oids,
    withFolders: false,
    take: (_, changes) => {
      for (const change of changes) missing.delete(`${change.oid} ${change.path}`);
    },
    onProgress: () => undefined,
  });
  return missing.size === 0;
}

/** git matches every file of every commit against every path: from here on it is faster to look at all commits. */
const MANY_PATHS = 64;

/** Compares by patch-id (https://git-scm.com/docs/git-patch-id) with the commits that touch the same paths. */
async function findSameChanges(
  location: RepositoryLocation,
  tip: string,
  gone: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const { root } = location;
  const same = new Map<string, string>();
  if (gone.length === 0) return same;
  const names = [
    'diff-tree',
    '--stdin',
    '-r',
    '-z',
    '--root',
    '--no-commit-id',
    '--name-only',
    '--no-renames',
  ];
  const input = gone.map((oid) => `${oid}\n`).join('');
  const paths = new Set(splitRecords(await requireGit({ root, args: names, input, env: HISTORY_AS_IT_IS })));
  const limit = paths.size > MANY_PATHS ? [] : ['--', ...paths];
  const args = ['rev-list', '--no-merges', tip, ...limit];
  const found = await requireGit({ root, args, env: HISTORY_AS_IT_IS });
  const candidates = found.toString('latin1').split('\n').filter(Boolean);
  const goneByPatch = await readPatchIds(location, gone);
  const commitByPatch = new Map(
    [...(await readPatchIds(location, candidates))].map(([oid, id]) => [id, oid]),
  );
  for (const [oid, id] of goneByPatch) {
    const commit = commitByPatch.get(id);
    if (commit !== undefined) same.set(oid, commit);
  }
  return same;
}

/** Patch-ids by commit; a commit without changes has none. */
async function readPatchIds(
  { root }: RepositoryLocation,
  oids: readonly string[],
): Promise<Map<string, string>> {
  if (oids.length === 0) return new Map();
  const options = [
    '-p',
    '--root',
    '--no-renames',
    '--no-ext-diff',
    '--no-textconv',
    '--full-index',
    '--binary',
  ];
  const diff = ['diff-tree', '--stdin', ...options];
  const input = oids.map((oid) => `${oid}\n`).join('');
  const patches = await requireGit({ root, args: diff, input, env: HISTORY_AS_IT_IS });
  const ids = await requireGit({ root, args: ['patch-id', '--stable'], input: patches });
  const lines = ids.toString('latin1').split('\n').filter(Boolean);
  return new Map(lines.map((line) => [line.slice(line.indexOf(' ') + 1), line.slice(0, line.indexOf(' '))]));
}
