/**
 * One attempt at a commit, for the holder of the index lock. The order matters: the user's index gets
 * our paths first and the branch moves second, for the other way round a crash in between leaves
 * our change staged for reversal, and the user's next commit would undo it.
 */
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CommitOutcome } from '../app/ports.ts';
import { PlanError } from '../errors.ts';
import { toIoError } from '../store/io-error.ts';
import { type HookName, hasHook, refuseByHook, runHook } from './commit-hooks.ts';
import { tidyMessage } from './commit-message.ts';
import { EMPTY_TREE } from './empty-tree.ts';
import { type LockedCommit, prepareIndexes, runPreCommit, type Workplace } from './prepare-commit.ts';
import { readHead, zeroOid } from './refs.ts';
import { describeGitFailure, runGit } from './run-git.ts';
import { createScratchFolder, linkIndex, type ScratchIndex } from './scratch-index.ts';

/** Why an attempt has to be made again: somebody else holds a lock or has moved the branch. */
export interface Contended {
  readonly contended: string;
}

const NO_IDENTITY =
  /Please tell me who you are|empty ident name|no (?:name|email) was given|auto-detect (?:name|email)/;
const LOST_RACE = /cannot lock ref|\.lock': File exists|but expected/;

/** Commits the paths on top of HEAD. Throws as `GitPort.commitPaths` does; the user's index is then as before. */
export async function commitUnderLock(commit: LockedCommit): Promise<CommitOutcome | Contended> {
  const { location, paths } = commit;
  const head = readHead(location);
  const folder = createScratchFolder(location.gitDir);
  const base = head.oid ?? EMPTY_TREE[location.objectFormat];
  try {
    return await commitIn({ ...commit, folder, head, base, ours: new Set(paths) });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function commitIn(work: Workplace): Promise<CommitOutcome | Contended> {
  const prepared = await prepareIndexes(work);
  if (prepared === null) return unchanged();
  const tree = hasHook(work.settings, 'pre-commit') ? await runPreCommit(work, prepared) : prepared.tree;
  if (tree === null) return unchanged();
  const message = await runMessageHooks(work, prepared.only);
  const oid = await createCommit(work, tree, message);
  return publish(work, prepared.next, oid, message);
}

function unchanged(): CommitOutcome {
  return { committed: false, reason: 'unchanged', detail: 'HEAD already holds exactly these contents' };
}

async function runMessageHooks(work: Workplace, index: ScratchIndex): Promise<string> {
  const hooks: readonly (readonly [HookName, ...string[]])[] = [
    ['prepare-commit-msg', 'message'],
    ['commit-msg'],
  ];
  const present = hooks.filter(([name]) => hasHook(work.settings, name));
  if (present.length === 0) return work.message;
  const file = join(work.folder, 'COMMIT_EDITMSG');
  writeFileSync(file, work.message);
  for (const [name, ...args] of present) {
    await runHook({ root: work.location.root, name, args: [file, ...args], indexFile: index.file });
  }
  const message = tidyMessage(readFileSync(file, 'utf8'));
  if (message === '') throw refuseByHook('commit-msg', 'left no message.');
  return message;
}

async function createCommit(work: Workplace, tree: string, message: string): Promise<string> {
  const { settings, head, location } = work;
  const args = [
    ...settings.durability,
    ...['-c', 'i18n.commitEncoding=UTF-8', 'commit-tree'],
    ...(settings.sign ? ['-S'] : []),
    ...(head.oid === null ? [] : ['-p', head.oid]),
    ...['-F', '-', tree],
  ];
  const result = await runGit({ root: location.root, args, input: message });
  if (result.status === 0) return result.stdout.toString('utf8').trim();
  const { message: said, data } = describeGitFailure({ args }, result);
  if (NO_IDENTITY.test(result.stderr)) {
    throw new PlanError(
      'identity-missing',
      `Nothing was committed, for git does not know who commits: ${said}`,
      {
        data,
      },
    );
  }
  throw new PlanError(settings.sign ? 'signing-failed' : 'git-failed', `Nothing was committed: ${said}`, {
    data,
  });
}

/** Puts the new index into place, then moves the branch; puts the old index back when that fails. */
async function publish(
  work: Workplace,
  next: ScratchIndex,
  oid: string,
  message: string,
): Promise<CommitOutcome | Contended> {
  const { location, head, settings } = work;
  const restore = installIndex(work, next);
  const reflog = `commit (orchestrator): ${message.split('\n', 1)[0]}`;
  const args = [
    ...settings.durability,
    'update-ref',
    '-m',
    reflog,
    'HEAD',
    oid,
    head.oid ?? zeroOid(location),
  ];
  const result = await runGit({ root: location.root, args }).catch((error: unknown) => {
    restore();
    throw error;
  });
  if (result.status === 0) return { committed: true, oid };
  restore();
  if (result.stderr.includes('aborted by hook')) {
    throw refuseByHook('reference-transaction', `said: ${result.stderr.trim()}`, { output: result.stderr });
  }
  if (LOST_RACE.test(result.stderr)) return { contended: `HEAD could not be moved: ${result.stderr.trim()}` };
  throw describeGitFailure({ args }, result);
}

/** Returns what undoes it. */
function installIndex({ location, folder }: Workplace, next: ScratchIndex): () => void {
  const index = join(location.gitDir, 'index');
  const original = join(folder, 'original');
  linkIndex(index, original);
  if (!existsSync(next.file)) return () => undefined;
  try {
    renameSync(next.file, index);
  } catch (error) {
    throw toIoError(error, 'replace', index);
  }
  return () => (existsSync(original) ? renameSync(original, index) : rmSync(index, { force: true }));
}
