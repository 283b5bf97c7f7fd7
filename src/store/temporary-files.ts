import { randomBytes } from 'node:crypto';
import { lstatSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { isPidInUse } from './process-identity.ts';

const TEMPORARY = /^\.tmp-(\d+)-[0-9a-f]{12}$/;
const SURELY_ABANDONED_MS = 10 * 60_000;

/** A name that no other writer uses, with our pid in it: `.tmp-<pid>-<12 hex digits>`. */
export function newTemporaryName(): string {
  return `.tmp-${process.pid}-${randomBytes(6).toString('hex')}`;
}

/**
 * Removes temporary files and folders that a killed process left in a folder, and returns their names. One stays
 * while its pid is in use, or for 10 minutes: its writer may live in another container.
 */
export function sweepTemporaries(folder: string, now = Date.now()): string[] {
  return listNames(folder).filter((name) => {
    const pid = TEMPORARY.exec(name)?.[1];
    return pid !== undefined && !isPidInUse(Number(pid)) && removeOld(join(folder, name), now);
  });
}

function listNames(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** Sweeping is a courtesy: a file that cannot be removed is left for the next time. */
function removeOld(path: string, now: number): boolean {
  try {
    if (now - lstatSync(path).mtimeMs < SURELY_ABANDONED_MS) return false;
    rmSync(path, { recursive: true });
    return true;
  } catch {
    return false;
  }
}
