/**
 * Commits given paths and nothing else, whatever the state of the user's index: plumbing on scratch
 * indexes while we hold `index.lock`. `git commit --only` lets a hook add other files, fails on new
 * files and on an unborn branch; `git commit` with another index file ends a merge that is going on.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { CommitOutcome, CommitRequest } from '../app/ports.ts';
import { PlanError } from '../errors.ts';
import { readBusyState } from './busy-state.ts';
import { checkCommitPaths } from './check-commit-paths.ts';
import { type CommitFacts, readCommitFacts } from './commit-facts.ts';
import { hasHook, runHook } from './commit-hooks.ts';
import { formatCommitMessage } from './commit-message.ts';
import type { CommitSettings } from './commit-settings.ts';
import { type Contended, commitUnderLock } from './commit-under-lock.ts';
import { tryIndexLock } from './index-lock.ts';
import type { RepositoryLocation } from './locate-repository.ts';
import type { LockedCommit } from './prepare-commit.ts';
import { isMergeRunning, outlastMerges } from './running-git.ts';

const GIVE_UP_MS = 10_000;
const SHORTEST_PAUSE_MS = 10;
const LONGEST_PAUSE_MS = 320;

export interface CommitOptions {
  readonly giveUpMs?: number;
  /** Asks git for the facts, or remembers them from earlier in the same request. */
  readonly readFacts?: () => Promise<CommitFacts>;
}

/**
 * Commits exactly these paths on top of HEAD; see `GitPort.commitPaths`. Retries for about 10 s
 * (`giveUpMs`) while others hold the index lock or move the branch, then throws `contention`.
 */
export async function commitPaths(
  location: RepositoryLocation,
  request: CommitRequest,
  { giveUpMs = GIVE_UP_MS, readFacts = () => readCommitFacts(location) }: CommitOptions = {},
): Promise<CommitOutcome> {
  refuseInsideHook(process.env);
  const paths = checkCommitPaths(location.root, request.paths);
  if (paths.length === 0) return { committed: false, reason: 'unchanged', detail: 'no paths were given' };
  const message = formatCommitMessage(request.message);
  const start = process.uptime();
  for (let pauseMs = SHORTEST_PAUSE_MS; ; pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)) {
    const result = await attemptCommit(location, { ...request, paths, message }, readFacts);
    if (!('contended' in result)) return result;
    if ((process.uptime() - start) * 1000 >= giveUpMs) throw giveUp(result.contended);
    await sleep(pauseMs * (0.5 + Math.random()));
  }
}

/** Throws `inside-hook` when the environment says that git started us and has an index of its own in use. */
export function refuseInsideHook(env: NodeJS.ProcessEnv): void {
  const found = ['GIT_INDEX_FILE', 'GIT_DIR'].find((name) => env[name] !== undefined);
  if (found === undefined) return;
  throw new PlanError(
    'inside-hook',
    `${found} is set, as it is inside a git hook, where a commit would disturb the one being made; nothing was committed.`,
    {
      hints: [
        'Run it after the hook has ended, or with `--no-commit`.',
        `Outside a hook, unset ${found}: the folder decides which repository is used.`,
      ],
      data: { variable: found },
    },
  );
}

async function attemptCommit(
  location: RepositoryLocation,
  work: Omit<LockedCommit, 'location' | 'facts'> & Pick<CommitRequest, 'verify'>,
  readFacts: () => Promise<CommitFacts>,
): Promise<CommitOutcome | Contended> {
  if (isMergeRunning(location.root)) return { contended: 'git is merging in this work tree' };
  const lock = tryIndexLock(location);
  if (!lock.taken) {
    const busy = readBusy(location);
    if (busy !== null) work.verify?.();
    return busy ?? describeLock(location, lock.holder?.pid);
  }
  let outcome: CommitOutcome | Contended;
  let facts: CommitFacts;
  try {
    // A merge that has ended in a conflict may have written over what is to be committed later.
    work.verify?.();
    const busy = readBusy(location);
    if (busy !== null) return busy;
    facts = await readFacts();
    outcome = await commitUnderLock({ ...work, location, facts });
    if ('committed' in outcome && outcome.committed) await outlastMerges(location.root);
  } finally {
    lock.release();
  }
  if ('committed' in outcome && outcome.committed) await runPostCommit(location.root, facts.settings);
  return outcome;
}

/** As in git, the commit stands whatever this hook says. */
async function runPostCommit(root: string, settings: CommitSettings): Promise<void> {
  if (hasHook(settings, 'post-commit')) await runHook({ root, name: 'post-commit' }).catch(() => undefined);
}

function readBusy(location: RepositoryLocation): CommitOutcome | null {
  const state = readBusyState(location.gitDir);
  return state === null ? null : { committed: false, reason: 'busy', detail: `a ${state} is in progress` };
}

function describeLock(location: RepositoryLocation, pid: number | undefined): Contended {
  const holder = pid === undefined ? 'another git process, or one that crashed,' : `process ${pid}`;
  return { contended: `${holder} holds ${location.gitDir}/index.lock` };
}

function giveUp(reason: string): PlanError {
  return new PlanError(
    'contention',
    `Nothing was committed, because ${reason}; the files in the work tree are written and kept.`,
    {
      hints: [
        'Call again, or run `orc sync`, which commits what was recorded but not committed.',
        'If no git process is running in this repository, a crashed one has left its lock: look at the file before you remove it.',
      ],
      data: { reason },
    },
  );
}
