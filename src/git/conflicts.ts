import type { ConflictedFile } from '../app/ports.ts';
import { formatBatchRequest, parseBatchAnswer } from './cat-file.ts';
import type { RepositoryLocation } from './locate-repository.ts';
import { requireGit, runGit, splitRecords } from './run-git.ts';

const STAGES = { 1: 'base', 2: 'ours', 3: 'theirs' } as const;
const ENTRY = /^(100644|100755) ([0-9a-f]+) ([123])\t/;

type Stages = Partial<Record<'base' | 'ours' | 'theirs', string>>;

/** The paths that the index holds as conflicted, with what it holds of each under `.tasks/`; two processes for all. */
export async function readConflicts({ root }: RepositoryLocation): Promise<readonly ConflictedFile[]> {
  const stagesOf = readEntries(await requireGit({ root, args: ['ls-files', '--unmerged', '-z'] }));
  const oids = [...stagesOf].flatMap(([path, stages]) => (isPlan(path) ? Object.values(stages) : []));
  const answer =
    oids.length === 0
      ? Buffer.alloc(0)
      : await requireGit({ root, args: ['cat-file', '--batch'], input: formatBatchRequest(oids) });
  const objects = parseBatchAnswer(answer);
  const read = (oid: string | undefined) => objects.get(oid ?? '')?.content ?? null;
  const conflicts = [...stagesOf].map(([path, { base, ours, theirs }]) => ({
    path,
    base: read(base),
    otherBases: [],
    ours: read(ours),
    theirs: read(theirs),
  }));
  return conflicts.some(hasMergedBase) ? replaceBases(root, conflicts) : conflicts;
}

/**
 * Where two branches have been merged into each other there is more than one common ancestor, and git takes a
 * merge of these for the base, with conflict markers in it. Each of them is a base on its own.
 */
async function replaceBases(root: string, conflicts: readonly ConflictedFile[]): Promise<ConflictedFile[]> {
  const args = ['merge-base', '--all', 'HEAD', 'MERGE_HEAD'];
  const ancestors = (await runGit({ root, args })).stdout.toString('utf8').split('\n').filter(Boolean);
  const replaced: ConflictedFile[] = [];
  for (const conflict of conflicts) {
    const bases: Uint8Array[] = [];
    for (const ancestor of hasMergedBase(conflict) ? ancestors : []) {
      const result = await runGit({ root, args: ['cat-file', 'blob', `${ancestor}:${conflict.path}`] });
      if (result.status === 0) bases.push(result.stdout);
    }
    const [base = conflict.base, ...otherBases] = bases;
    replaced.push({ ...conflict, base, otherBases });
  }
  return replaced;
}

/** git names the ancestors so in the markers that it leaves there. */
function hasMergedBase({ base }: ConflictedFile): boolean {
  return base !== null && Buffer.from(base).includes('<<<<<<< Temporary merge branch');
}

/** Puts files into the index as they are in the work tree: what `git add` does with a conflicted path. */
export async function stageFiles({ root }: RepositoryLocation, paths: readonly string[]): Promise<void> {
  if (paths.length === 0) return;
  const input = paths.map((path) => `${path}\0`).join('');
  await requireGit({ root, args: ['update-index', '-z', '--stdin'], input });
}

function readEntries(output: Buffer): Map<string, Stages> {
  const stagesOf = new Map<string, Stages>();
  for (const record of splitRecords(output)) {
    const path = record.slice(record.indexOf('\t') + 1);
    const [, , oid, stage] = ENTRY.exec(record) ?? [];
    const stages = stagesOf.get(path) ?? {};
    if (stage === '1' || stage === '2' || stage === '3') stages[STAGES[stage]] = oid ?? '';
    stagesOf.set(path, stages);
  }
  return stagesOf;
}

function isPlan(path: string): boolean {
  return path.startsWith('.tasks/');
}
