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
import { describeGitFailure, type GitResult, runGit } from './run-git.ts';
import { isMergeRunning, outlastReaders } from './running-git.ts';
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
  const commit = await createCommit(work, prepared.tree.objects, content);
  try {
    return await publish(work, prepared.next, commit);
  } finally {
    commit.abandon();
  }
}

/** A commit whose objects are there, and git, which has been started already, to move the branch to it. */
interface Created {
  readonly oid: string;
  /** Moves the branch, unless somebody else has. */
  moveBranch(): Promise<GitResult>;
  /** Ends the waiting git, if it still waits. */
  abandon(): void;
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
async function createCommit(
  work: Workplace,
  trees: readonly GitObject[],
  content: Content,
): Promise<Created> {
  const { location, facts } = work;
  const { durability, sign } = facts.settings;
  if (sign) {
    await writeObjects(location, durability, trees);
    return startMove(work, await signCommit(work, content), content.message);
  }
  const commit: GitObject = { type: 'commit', content: formatCommit(work, content) };
  const writing = writeObjects(location, durability, [...trees, commit]);
  // To start git takes as long as to write the objects.
  const created = startMove(work, nameObject(commit, location.objectFormat), content.message);
  try {
    await writing;
    return created;
  } catch (error) {
    created.abandon();
    throw error;
  }
}

/** Starts git, with the name of the commit among its words: by that `undoHalfCommits` knows that it is at work. */
function startMove({ location, head, facts }: Workplace, oid: string, message: string): Created {
  const reflog = `commit (orchestrator): ${message.split('\n', 1)[0]}`;
  const options = [...facts.settings.durability, '-c', `orchestrator.commit=${oid}`];
  const args = [...options, 'update-ref', '--stdin', '-z', '-m', reflog];
  let give: (input: string) => void = () => undefined;
  const input = new Promise<string>((resolve) => {
    give = resolve;
  });
  const moving = runGit({ root: location.root, args, input });
  // Whoever moves the branch is told.
  moving.catch(() => undefined);
  return {
    oid,
    moveBranch() {
      give(`update HEAD\0${oid}\0${head.oid ?? zeroOid(location)}\0`);
      return moving;
    },
    abandon: () => give(''),
  };
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
  { oid, moveBranch }: Created,
): Promise<CommitOutcome | Contended> {
  const { location } = work;
  if (isMergeRunning(location.root)) return { contended: 'git is merging in this work tree' };
  const index = join(location.gitDir, 'index');
  const from = nameIndexContent(index, location.objectFormat);
  const to = nameIndexContent(next.file, location.objectFormat);
  if (to !== null) noteHalfCommit(work.folder, oid, to);
  const restore = installIndex(work, next);
  const result = await moveBranch().catch((error: unknown) => {
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
  throw describeGitFailure({ args: ['update-ref'] }, result);
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
  return () => {
    if (existsSync(original)) renameSync(original, index);
    else rmSync(index, { force: true });
    outlastReaders(location.root);
  };
}
