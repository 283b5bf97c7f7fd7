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
import { formatIdentity } from './commit-facts.ts';
import { type HookName, hasHook, refuseByHook, runHook } from './commit-hooks.ts';
import { tidyMessage } from './commit-message.ts';
import { requireScratchRoot } from './index-lock.ts';
import { nameIndexContent } from './name-index-content.ts';
import {
  type LockedCommit,
  type Prepared,
  prepareCommit,
  prepareHookIndex,
  runPreCommit,
  type Workplace,
} from './prepare-commit.ts';
import { noteRecordChange } from './record-changes.ts';
import { retryRefLocks } from './recover-ref-locks.ts';
import { readHead, zeroOid } from './refs.ts';
import { describeGitFailure, runGit } from './run-git.ts';
import { isMergeRunning } from './running-git.ts';
import { createScratchFolder, linkIndex, removeScratchFolder, type ScratchIndex } from './scratch-index.ts';
import { noteHalfCommit, ORIGINAL_INDEX } from './undo-half-commit.ts';
import { type GitObject, nameObject, writeObjects } from './write-objects.ts';

/** Why an attempt has to be made again: somebody else holds a lock or has moved the branch. */
export interface Contended {
  readonly contended: string;
}

const HOOKS = ['pre-commit', 'prepare-commit-msg', 'commit-msg'] as const;
const LOST_RACE = /cannot lock ref|\.lock': File exists|but expected/;

/** Commits the paths on top of HEAD. Throws as `GitPort.commitPaths` does; the user's index is then as before. */
export async function commitUnderLock(commit: LockedCommit): Promise<CommitOutcome | Contended> {
  const { location } = commit;
  const folder = createScratchFolder(requireScratchRoot(location.gitDir));
  try {
    return await commitIn({ ...commit, folder, head: readHead(location) });
  } finally {
    removeScratchFolder(folder);
  }
}

async function commitIn(work: Workplace): Promise<CommitOutcome | Contended> {
  const prepared = await prepareCommit(work);
  if (prepared === 'conflict') {
    return { committed: false, reason: 'busy', detail: 'a conflict is not resolved yet' };
  }
  const content = prepared === 'unchanged' ? null : await runHooks(work, prepared);
  if (prepared === 'unchanged' || content === null) return unchanged();
  const oid = await createCommit(work, prepared.tree.objects, content);
  return publish(work, prepared.next, oid, content.message);
}

/** What hooks have the last word on. */
interface Content {
  readonly tree: string;
  readonly message: string;
}

/** Null when the hooks leave nothing to commit. */
async function runHooks(work: Workplace, prepared: Prepared): Promise<Content | null> {
  const given = { tree: prepared.tree.oid, message: work.message };
  const present = HOOKS.filter((name) => hasHook(work.facts.settings, name));
  if (present.length === 0) return given;
  const index = await prepareHookIndex(work, prepared);
  const tree = present.includes('pre-commit') ? await runPreCommit(work, prepared, index) : given.tree;
  return tree === null ? null : { tree, message: await runMessageHooks(work, index) };
}

function unchanged(): CommitOutcome {
  return { committed: false, reason: 'unchanged', detail: 'HEAD already holds exactly these contents' };
}

async function runMessageHooks(work: Workplace, index: ScratchIndex): Promise<string> {
  const hooks: readonly (readonly [HookName, ...string[]])[] = [
    ['prepare-commit-msg', 'message'],
    ['commit-msg'],
  ];
  const present = hooks.filter(([name]) => hasHook(work.facts.settings, name));
  if (present.length === 0) return work.message;
  const file = join(work.folder, 'COMMIT_EDITMSG');
  writeFileSync(file, work.message);
  for (const [name, ...args] of present) {
    await runHook({ root: work.location.root, name, args: [file, ...args], indexFile: index.file });
  }
  const message = tidyMessage(readFileSync(file, 'utf8'));
  if (message === '') throw refuseByHook('commit-msg', 'left no message.');
  if (message.includes('\0')) throw refuseByHook('commit-msg', 'left a NUL in the message.');
  return message;
}

/** Writes the trees and the commit; git has to make a commit that it signs. */
async function createCommit(work: Workplace, trees: readonly GitObject[], content: Content): Promise<string> {
  const { location, facts } = work;
  const { durability, sign } = facts.settings;
  if (sign) {
    await writeObjects(location, durability, trees);
    return signCommit(work, content);
  }
  const commit: GitObject = { type: 'commit', content: formatCommit(work, content) };
  await writeObjects(location, durability, [...trees, commit]);
  return nameObject(commit, location.objectFormat);
}

function formatCommit({ head, facts }: Workplace, { tree, message }: Content): Buffer {
  const now = new Date();
  const header = [
    `tree ${tree}`,
    ...(head.oid === null ? [] : [`parent ${head.oid}`]),
    `author ${formatIdentity(facts.author, now)}`,
    `committer ${formatIdentity(facts.committer, now)}`,
  ];
  return Buffer.concat([Buffer.from(`${header.join('\n')}\n\n`, 'latin1'), Buffer.from(message)]);
}

async function signCommit({ facts, head, location }: Workplace, content: Content): Promise<string> {
  const args = [
    ...facts.settings.durability,
    ...['-c', 'i18n.commitEncoding=UTF-8', 'commit-tree', '-S'],
    ...(head.oid === null ? [] : ['-p', head.oid]),
    ...['-F', '-', content.tree],
  ];
  const result = await runGit({ root: location.root, args, input: content.message });
  if (result.status === 0) return result.stdout.toString('utf8').trim();
  const { message: said, data } = describeGitFailure({ args }, result);
  throw new PlanError('signing-failed', `Nothing was committed: ${said}`, { data });
}

/** Puts the new index into place, then moves the branch; puts the old index back when that fails. */
async function publish(
  work: Workplace,
  next: ScratchIndex,
  oid: string,
  message: string,
): Promise<CommitOutcome | Contended> {
  const { location, head, facts } = work;
  if (isMergeRunning(location.root)) return { contended: 'git is merging in this work tree' };
  const index = join(location.gitDir, 'index');
  const from = nameIndexContent(index, location.objectFormat);
  const to = nameIndexContent(next.file, location.objectFormat);
  if (to !== null) noteHalfCommit(work.folder, oid, to);
  const restore = installIndex(work, next);
  const reflog = `commit (orchestrator): ${message.split('\n', 1)[0]}`;
  const args = [
    ...facts.settings.durability,
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
  if (result.status === 0) {
    if (from !== null && to !== null) noteRecordChange(location.gitDir, { from, to, paths: work.paths });
    return { committed: true, oid };
  }
  restore();
  if (result.stderr.includes('aborted by hook')) {
    throw refuseByHook('reference-transaction', `said: ${result.stderr.trim()}`, { output: result.stderr });
  }
  if (LOST_RACE.test(result.stderr)) {
    retryRefLocks(location);
    return { contended: `HEAD could not be moved: ${result.stderr.trim()}` };
  }
  throw describeGitFailure({ args }, result);
}

/** Returns what undoes it. */
function installIndex({ location, folder }: Workplace, next: ScratchIndex): () => void {
  const index = join(location.gitDir, 'index');
  const original = join(folder, ORIGINAL_INDEX);
  linkIndex(index, original);
  if (!existsSync(next.file)) return () => undefined;
  try {
    renameSync(next.file, index);
  } catch (error) {
    throw toIoError(error, 'replace', index);
  }
  return () => (existsSync(original) ? renameSync(original, index) : rmSync(index, { force: true }));
}
