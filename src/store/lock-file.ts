/**
 * A lock file that is born whole: its content is written to a temporary file first and `link()` gives it
 * its name, so that nobody ever sees a lock without an owner. It is broken only when its owner is
 * provably dead. The right to break the lock with nonce n belongs to whoever creates `….break.n`, and
 * passes on in the same way when that process dies too; so two breakers can never remove two locks.
 */
import { randomBytes } from 'node:crypto';
import { linkSync, readdirSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { readErrno, toIoError } from './io-error.ts';
import { judgeProcess, type ProcessIdentity, readOwnIdentity } from './process-identity.ts';
import { newTemporaryName } from './temporary-files.ts';

const MAGIC = 'ORCHESTRATOR-LOCK 1\n';

export interface LockHolder extends ProcessIdentity {
  readonly nonce: string;
  /** RFC 3339, UTC: when the lock was taken. */
  readonly at: string;
}

export type LockAttempt =
  | {
      readonly taken: true;
      /** Never throws: a lock that cannot be removed names a process that will be dead. */
      readonly release: () => void;
      /** The dead process that had left it, and so perhaps other things. */
      readonly leftBy: LockHolder | null;
    }
  /** `holder` is null when the file is not a lock of this program. */
  | { readonly taken: false; readonly holder: LockHolder | null };

/**
 * Takes the lock, or says who has it, without waiting. `sideFolder` (existing, same file system) holds
 * the temporary and break files. `mayBreak` is asked by the one process that may break the lock of a dead one, while that
 * lock still holds. Throws `read-only` or `io`.
 */
export function tryLockFile(
  path: string,
  sideFolder: string,
  { mayBreak = () => true }: { readonly mayBreak?: () => boolean } = {},
): LockAttempt {
  let leftBy: LockHolder | null = null;
  try {
    for (;;) {
      const nonce = linkOwnIdentity(path, sideFolder);
      if (nonce !== null) {
        sweepBreakFiles(path, sideFolder);
        return { taken: true, release: () => release(path, nonce), leftBy };
      }
      const found = readLock(path);
      if (found === 'gone') continue;
      if (found === 'foreign') return { taken: false, holder: null };
      if (judgeProcess(found) !== 'dead' || !breakDeadLock(path, found, sideFolder, mayBreak)) {
        return { taken: false, holder: found };
      }
      leftBy ??= found;
    }
  } catch (error) {
    throw toIoError(error, 'take the lock', path);
  }
}

function release(path: string, nonce: string): void {
  try {
    removeIfNonce(path, nonce);
  } catch {
    // The next process finds its holder dead and breaks it.
  }
}

/** Removes the break files of dead breakers; for the holder of the lock, whose nonce none of them names. */
function sweepBreakFiles(path: string, sideFolder: string): void {
  const prefix = `${basename(path)}.break.`;
  for (const name of readdirSync(sideFolder)) {
    if (!name.startsWith(prefix)) continue;
    const breaker = readLock(join(sideFolder, name));
    if (typeof breaker === 'object' && judgeProcess(breaker) === 'dead') {
      removeIfPresent(join(sideFolder, name));
    }
  }
}

/** False when another live process has the right to break this lock, or it may not be broken yet. */
function breakDeadLock(
  path: string,
  holder: LockHolder,
  sideFolder: string,
  mayBreak: () => boolean,
): boolean {
  const used: string[] = [];
  let nonce = holder.nonce;
  for (;;) {
    const right = join(sideFolder, `${basename(path)}.break.${nonce}`);
    used.push(right);
    if (linkOwnIdentity(right, sideFolder) !== null) break;
    const breaker = readLock(right);
    if (breaker === 'gone') return true;
    if (breaker === 'foreign' || judgeProcess(breaker) !== 'dead') return false;
    nonce = breaker.nonce;
  }
  let isAllowed = false;
  try {
    isAllowed = !isHeldBy(path, holder.nonce) || mayBreak();
  } finally {
    if (!isAllowed) for (const own of used.slice(-1)) removeIfPresent(own);
  }
  if (!isAllowed) return false;
  removeIfNonce(path, holder.nonce);
  for (const file of used) removeIfPresent(file);
  return true;
}

/** Returns the nonce of the new lock file, or null when something lies at the path already. */
function linkOwnIdentity(path: string, sideFolder: string): string | null {
  const nonce = randomBytes(8).toString('hex');
  const temporary = join(sideFolder, newTemporaryName());
  const holder: LockHolder = { ...readOwnIdentity(), nonce, at: new Date().toISOString() };
  writeFileSync(temporary, `${MAGIC}${JSON.stringify(holder)}\n`, { flag: 'wx' });
  try {
    linkSync(temporary, path);
    return nonce;
  } catch (error) {
    if (readErrno(error) === 'EEXIST') return null;
    throw error;
  } finally {
    removeIfPresent(temporary);
  }
}

/** Who holds the lock at a path; `foreign` when the file is not a lock of this program. */
export function readLock(path: string): LockHolder | 'gone' | 'foreign' {
  try {
    const text = readFileSync(path, 'utf8');
    if (!text.startsWith(MAGIC)) return 'foreign';
    const value: unknown = JSON.parse(text.slice(MAGIC.length));
    return isHolder(value) ? value : 'foreign';
  } catch (error) {
    if (readErrno(error) === 'ENOENT') return 'gone';
    if (error instanceof SyntaxError) return 'foreign';
    throw error;
  }
}

function isHolder(value: unknown): value is LockHolder {
  if (typeof value !== 'object' || value === null) return false;
  const holder: Partial<Record<keyof LockHolder, unknown>> = value;
  return (
    Number.isSafeInteger(holder.pid) &&
    [holder.host, holder.nonce, holder.at].every((part) => typeof part === 'string') &&
    [holder.start, holder.boot, holder.namespace].every((part) => part === null || typeof part === 'string')
  );
}

/** Removes the lock if it is still the one with this nonce; false when it is not. Asks nothing about its holder. */
export function removeIfNonce(path: string, nonce: string): boolean {
  if (!isHeldBy(path, nonce)) return false;
  removeIfPresent(path);
  return true;
}

function isHeldBy(path: string, nonce: string): boolean {
  const found = readLock(path);
  return typeof found === 'object' && found.nonce === nonce;
}

function removeIfPresent(path: string): void {
  try {
    unlinkSync(path);
  } catch (error) {
    if (readErrno(error) !== 'ENOENT') throw error;
  }
}
