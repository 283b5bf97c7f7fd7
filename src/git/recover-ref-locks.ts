/**
 * git's lock files do not say whose they are, so one that a killed git process has left stops every later
 * update of that ref. When the program that had started it is known to be dead too, the lock is taken for
 * its own under three conditions: it is one of those that our git calls take, it is not older than that
 * program's turn, and no git process lives in this clone. Where that cannot be seen, it is left to a person.
 */
import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  unlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { CLAIM_REFS } from '../core/claim-refs.ts';
import type { RepositoryLocation } from './locate-repository.ts';
import { findGitProcesses } from './running-git.ts';

/**
 * Removes the locks on refs that git processes of a dead program have left since the given time. While git runs in the clone
 * nothing is removed: the time is noted then, for `retryRefLocks`.
 */
export function recoverRefLocks(location: RepositoryLocation, sinceMs: number): void {
  const { gitDir, commonDir } = location;
  const candidates = [
    join(gitDir, 'HEAD.lock'),
    ...['refs/heads', 'refs/orchestrator'].flatMap((folder) => findLocks(join(commonDir, folder))),
  ];
  const left = candidates.filter((path) => {
    const stat = lstatSync(path, { throwIfNoEntry: false });
    return stat?.isFile() && stat.mtimeMs >= sinceMs;
  });
  if (left.length === 0) return;
  const running = findGitProcesses(commonDir);
  if (running === null) return;
  if (running.length > 0) noteSince(location, sinceMs);
  else for (const path of left) removeQuietly(path);
}

/** Tries again what `recoverRefLocks` could not do; without a note of that it costs one look for a file. */
export function retryRefLocks(location: RepositoryLocation): void {
  const note = noteOf(location);
  if (!existsSync(note)) return;
  const sinceMs = lstatSync(note).mtimeMs;
  removeQuietly(note);
  recoverRefLocks(location, sinceMs);
}

/** An empty file that is as old as the dead program's turn. */
function noteOf({ gitDir }: RepositoryLocation): string {
  return join(gitDir, 'orchestrator', 'locks-left-since');
}

function noteSince(location: RepositoryLocation, sinceMs: number): void {
  const note = noteOf(location);
  try {
    mkdirSync(dirname(note), { recursive: true });
    writeFileSync(note, '');
    utimesSync(note, sinceMs / 1000, sinceMs / 1000);
  } catch {
    // The lock stays, and git says so itself.
  }
}

/**
 * Removes the locks on claims, which no program but this one takes, when no git process lives in the clone. Returns whether there
 * were any.
 */
export function recoverClaimLocks({ commonDir }: RepositoryLocation): boolean {
  const left = findLocks(join(commonDir, CLAIM_REFS));
  if (left.length === 0 || findGitProcesses(commonDir)?.length !== 0) return false;
  for (const path of left) removeQuietly(path);
  return true;
}

function findLocks(folder: string): string[] {
  try {
    const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
    return entries
      .filter((entry) => entry.isFile() && entry.name.endsWith('.lock'))
      .map((entry) => join(entry.parentPath, entry.name));
  } catch {
    return [];
  }
}

function removeQuietly(path: string): void {
  try {
    unlinkSync(path);
  } catch {
    // git says so itself when it meets the lock.
  }
}
