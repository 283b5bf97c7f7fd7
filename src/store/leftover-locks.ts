/** The lock files of a repository: git's, which name nobody, and ours. */
import { lstatSync, readdirSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';
import type { LockFact } from '../core/doctor/condition.ts';
import { toIoError } from './io-error.ts';
import { readLock, removeIfNonce } from './lock-file.ts';
import { judgeProcess } from './process-identity.ts';

/** The git directory of a work tree, and that which all work trees of a clone share. */
interface GitFolders {
  readonly gitDir: string;
  readonly commonDir: string;
}

/** Locks of one work tree, and locks that all work trees share. */
const OF_WORKTREE = ['index.lock', 'HEAD.lock', join('orchestrator', 'lock')];
const SHARED = ['config.lock', 'packed-refs.lock', 'shallow.lock'];

/** Every lock that is there now. */
export function findLocks({ gitDir, commonDir }: GitFolders): LockFact[] {
  const paths = [
    ...OF_WORKTREE.map((name) => join(gitDir, name)),
    ...SHARED.map((name) => join(commonDir, name)),
    ...listLockFiles(join(commonDir, 'refs')),
  ];
  return paths.flatMap((path) => describeLock(path) ?? []);
}

/**
 * Removes the very lock that was seen, whoever holds it. False when it is gone or another one. Throws `read-only` or
 * `io`. One of ours whose holder has ended is not for here: the next change takes it over, and recovers the rest.
 */
export function breakLock({ path, signature }: LockFact): boolean {
  const now = describeLock(path);
  if (now?.signature !== signature || now.state === 'alive') return false;
  try {
    if (now.holder !== null) return removeIfNonce(path, now.holder.nonce);
    unlinkSync(path);
    return true;
  } catch (error) {
    throw toIoError(error, 'remove the lock', path);
  }
}

function describeLock(path: string): LockFact | null {
  const stat = lstatSync(path, { throwIfNoEntry: false, bigint: true });
  if (stat === undefined) return null;
  const found = stat.isFile() ? readLock(path) : 'foreign';
  if (found === 'gone') return null;
  const signature = `${stat.ino} ${stat.size} ${stat.mtimeNs} ${stat.ctimeNs}`;
  if (found === 'foreign') {
    const since = new Date(Number(stat.mtimeMs)).toISOString();
    return { path, since, holder: null, state: 'unknown', signature };
  }
  const { pid, host, nonce, at } = found;
  return { path, since: at, holder: { pid, host, nonce }, state: judgeProcess(found), signature };
}

function listLockFiles(folder: string): string[] {
  try {
    return readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.lock'))
      .map((name) => join(folder, name));
  } catch {
    return []; // a reftable has no such folder
  }
}
