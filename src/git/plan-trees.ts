import type { PlanTrees, TreeChange, TreeFile } from '../app/ports.ts';
import { PlanError } from '../errors.ts';
import { HISTORY_AS_IT_IS } from './audit-range.ts';
import { formatBatchRequest, parseBatchAnswer } from './cat-file.ts';
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
    listFiles: (commit) => listFiles(location, commit),
    readBlobs: (oids) => readBlobs(location, oids),
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

/** `<mode> <type> <oid>\t<path>` each: taken apart by hand, since there may be very many. */
async function listFiles({ root }: RepositoryLocation, commit: string): Promise<TreeFile[]> {
  const args = ['ls-tree', '-r', '-z', '--full-tree', commit, '--', '.tasks'];
  const records = splitRecords(await requireGit({ root, args, env: HISTORY_AS_IT_IS }));
  return records.map((record) => {
    const tab = record.indexOf('\t');
    const oid = record.slice(record.lastIndexOf(' ', tab) + 1, tab);
    return { path: record.slice(tab + 1), mode: record.slice(0, MODE_LENGTH), oid };
  });
}

async function readBlobs(
  { root }: RepositoryLocation,
  oids: readonly string[],
): Promise<Map<string, Uint8Array>> {
  const wanted = [...new Set(oids)];
  if (wanted.length === 0) return new Map();
  const args = ['cat-file', '--batch', '--buffer'];
  const input = formatBatchRequest(wanted);
  const objects = parseBatchAnswer(await requireGit({ root, args, input, env: HISTORY_AS_IT_IS }));
  return new Map(wanted.map((oid) => [oid, objects.get(oid)?.content ?? missing(oid)]));
}

function missing(oid: string): never {
  throw new PlanError('git-failed', `This clone does not have the object ${oid}.`, {
    hints: ['The clone is partial or damaged: fetch what is missing, then call again.'],
    data: { oid },
  });
}
