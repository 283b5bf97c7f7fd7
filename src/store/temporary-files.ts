import { createHash, randomBytes } from 'node:crypto';
import { lstatSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { isPidInUse, readOwnIdentity } from './process-identity.ts';

const TEMPORARY = /^\.tmp-(\d+)-([0-9a-f]{6})[0-9a-f]{10}$/;
const SURELY_ABANDONED_MS = 10 * 60_000;

let ownPlace: string | undefined;

/** A name that no other writer uses, with our pid and where that pid counts: `.tmp-<pid>-<16 hex digits>`. */
export function newTemporaryName(): string {
  return `.tmp-${process.pid}-${readPlace()}${randomBytes(5).toString('hex')}`;
}

/**
 * Temporary files and folders that a killed process left in a folder, by name. One is left out while its pid is in
 * use; one from another boot, host or container, whose processes cannot be seen, for 10 minutes.
 */
export function findTemporaries(folder: string, now = Date.now()): string[] {
  return listNames(folder).filter((name) => {
    const [, pid, place] = TEMPORARY.exec(name) ?? [];
    if (pid === undefined || isPidInUse(Number(pid))) return false;
    return isOlder(
      join(folder, name),
      place === readPlace() ? Number.POSITIVE_INFINITY : now - SURELY_ABANDONED_MS,
    );
  });
}

/** Removes what `findTemporaries` finds, and returns the names. */
export function sweepTemporaries(folder: string, now = Date.now()): string[] {
  return findTemporaries(folder, now).filter((name) => remove(join(folder, name)));
}

/** Six digits that two processes share when a pid means the same to both. */
function readPlace(): string {
  const { host, boot, namespace } = readOwnIdentity();
  ownPlace ??= createHash('sha1')
    .update(JSON.stringify([host, boot, namespace]))
    .digest('hex')
    .slice(0, 6);
  return ownPlace;
}

function listNames(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function isOlder(path: string, beforeMs: number): boolean {
  const stat = lstatSync(path, { throwIfNoEntry: false });
  return stat !== undefined && stat.mtimeMs <= beforeMs;
}

/** Sweeping is a courtesy: a file that cannot be removed is left for the next time. */
function remove(path: string): boolean {
  try {
    rmSync(path, { recursive: true });
    return true;
  } catch {
    return false;
  }
}
