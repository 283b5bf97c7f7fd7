import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { PlanError } from '../errors.ts';
import { toIoError } from './io-error.ts';
import { type LockHolder, tryLockFile } from './lock-file.ts';

const DEFAULT_TIMEOUT_MS = 30_000;
const LONGEST_PAUSE_MS = 60;

interface LockOptions {
  /** How long to wait for the lock; 30 s by default. */
  readonly timeoutMs?: number;
  /** Called first when a dead process had left the lock. */
  readonly recover?: (leftBy: LockHolder) => Promise<void>;
}

/** The last caller in this process, by lock path: callers of one process queue in order. */
const queues = new Map<string, Promise<unknown>>();

/**
 * Runs one piece of work at a time per lock path, across processes; folders are created. A lock is taken over only
 * from a provably dead process, however old it is. Throws `contention` after `timeoutMs` (default
 * 30 s) with the holder in `data.holder`. Not reentrant.
 */
export async function withLock<T>(
  lockPath: string,
  work: () => Promise<T>,
  { timeoutMs = DEFAULT_TIMEOUT_MS, recover = async () => undefined }: LockOptions = {},
): Promise<T> {
  const before = queues.get(lockPath) ?? Promise.resolve();
  const turn = before.then(() => runLocked(lockPath, work, { timeoutMs, recover }));
  const settled = turn.catch(() => undefined);
  queues.set(lockPath, settled);
  try {
    return await turn;
  } finally {
    if (queues.get(lockPath) === settled) queues.delete(lockPath);
  }
}

async function runLocked<T>(
  lockPath: string,
  work: () => Promise<T>,
  { timeoutMs, recover }: Required<LockOptions>,
): Promise<T> {
  const { release, leftBy } = await takeLock(lockPath, timeoutMs);
  try {
    if (leftBy !== null) await recover(leftBy);
    return await work();
  } finally {
    release();
  }
}

async function takeLock(lockPath: string, timeoutMs: number) {
  createFolder(dirname(lockPath));
  // Of all monotonic clocks the one that loads no module of Node.
  const start = process.uptime();
  for (let pauseMs = 4; ; pauseMs = Math.min(pauseMs * 1.5, LONGEST_PAUSE_MS)) {
    const attempt = tryLockFile(lockPath, dirname(lockPath));
    if (attempt.taken) return attempt;
    if ((process.uptime() - start) * 1000 >= timeoutMs)
      throw describeContention(lockPath, attempt.holder, timeoutMs);
    await sleep(pauseMs * (0.5 + Math.random()));
  }
}

function createFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    throw toIoError(error, 'create the folder', folder);
  }
}

function describeContention(lockPath: string, holder: LockHolder | null, timeoutMs: number): PlanError {
  const who =
    holder === null
      ? 'by something that is not this program'
      : `by process ${holder.pid} on ${holder.host} since ${holder.at}`;
  return new PlanError(
    'contention',
    `The lock ${lockPath} is held ${who}; nothing was changed after ${timeoutMs} ms of waiting.`,
    {
      hints: [
        'Call again when that process has ended.',
        'A lock of another machine or container cannot be judged from here: make sure that its process has ended, then see `orc doctor`.',
      ],
      data: { path: lockPath, holder },
    },
  );
}
