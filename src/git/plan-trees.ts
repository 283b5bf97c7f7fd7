import type { PlanTrees, TreeChange, TreeFile } from '../app/ports.ts';
import { PlanError } from '../errors.ts';
import { HISTORY_AS_IT_IS } from './audit-range.ts';
import { createBatchParser, formatBatchRequest } from './cat-file.ts';
import { EMPTY_TREE } from './empty-tree.ts';
import type { RepositoryLocation } from './locate-repository.ts';
import { listBranchChanges, listDeletions } from './plan-log.ts';
import { parseSides } from './raw-change.ts';
import { resolveRange } from './resolve-range.ts';
import { requireGit, splitRecords } from './run-git.ts';

const MODE_LENGTH = 6;

/** The questions of a comparison for one repository. */
export function openPlanTrees(location: RepositoryLocation): PlanTrees {
  return {
    resolveRange: (request) => resolveRange(location, request),
    listChanges: (base, head) => listChanges(location, base, head),
    listFolders: (commit) => listTree(location, commit, [], ['.tasks/']),
    listFiles: (commit, paths = ['.tasks']) => listTree(location, commit, ['-r'], paths),
    readBlobs: (oids, take) => readBlobs(location, oids, take),
    listDeletions: (commit, after) => listDeletions(location, commit, after),
    listBranchChanges: (range) => listBranchChanges(location, range),
  };
}

async function listChanges(
  location: RepositoryLocation,
  base: string | null,
  head: string,
): Promise<readonly TreeChange[]> {
  const { root, objectFormat } = location;
  const options = ['-r', '--raw', '-z', '--no-renames', '--no-abbrev', '--end-of-options'];
  const args = ['diff-tree', ...options, base ?? EMPTY_TREE[objectFormat], head, '--', '.tasks'];
  const records = splitRecords(await requireGit({ root, args, env: HISTORY_AS_IT_IS }));
  const changes: TreeChange[] = [];
  for (let at = 0; at + 1 < records.length; at += 2) {
    const [before, after] = parseSides(records[at] ?? '');
    changes.push({ path: records[at + 1] ?? '', before, after });
  }
  return changes;
}

/** `<mode> <type> <oid>\t<path>` each, cut from one text where it stands, since there may be very many. */
async function listTree(
  { root }: RepositoryLocation,
  commit: string,
  options: readonly string[],
  paths: readonly string[],
): Promise<TreeFile[]> {
  const args = ['ls-tree', ...options, '-z', '--full-tree', commit, '--', ...paths];
  const text = (await requireGit({ root, args, env: HISTORY_AS_IT_IS })).toString('utf8');
  const files: TreeFile[] = [];
  for (let at = 0; at < text.length; ) {
    const tab = text.indexOf('\t', at);
    const end = text.indexOf('\0', tab);
    const oid = text.slice(text.indexOf(' ', at + MODE_LENGTH + 1) + 1, tab);
    files.push({ path: text.slice(tab + 1, end), mode: text.slice(at, at + MODE_LENGTH), oid });
    at = end + 1;
  }
  return files;
}

async function readBlobs(
  { root }: RepositoryLocation,
  oids: readonly string[],
  take: (oid: string, bytes: Uint8Array) => void = () => undefined,
): Promise<Map<string, Uint8Array>> {
  const wanted = [...new Set(oids)];
  if (wanted.length === 0) return new Map();
  const args = ['cat-file', '--batch', '--buffer'];
  const input = formatBatchRequest(wanted);
  const found = new Map<string, Uint8Array>();
  const parse = createBatchParser((oid, { content }) => {
    found.set(oid, content);
    take(oid, content);
  });
  await requireGit({ root, args, input, env: HISTORY_AS_IT_IS, take: parse });
  return new Map(wanted.map((oid) => [oid, found.get(oid) ?? missing(oid)]));
}

function missing(oid: string): never {
  throw new PlanError('git-failed', `This clone does not have the object ${oid}.`, {
    hints: ['The clone is partial or damaged: fetch what is missing, then call again.'],
    data: { oid },
  });
}
