/**
 * Holds `.git/index.lock`, the lock that git's own add, commit, checkout, merge and reset need, for the
 * whole of a commit: without it, a person's commit at the same moment captures our files or comes out empty.
 * The lock file carries our identity, so that one left by a killed process of ours can be removed
 * later; a lock of anybody else never is.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { toIoError } from '../store/io-error.ts';
import { type LockAttempt, tryLockFile } from '../store/lock-file.ts';
import { sweepTemporaries } from '../store/temporary-files.ts';
import type { RepositoryLocation } from './locate-repository.ts';
import { undoHalfCommits } from './undo-half-commit.ts';

/** Folder inside the git directory for our short-lived files, created when missing. */
export function requireStateFolder(gitDir: string): string {
  return requireFolder(join(gitDir, 'orchestrator'));
}

function requireFolder(folder: string): string {
  try {
    mkdirSync(folder, { recursive: true });
    return folder;
  } catch (error) {
    throw toIoError(error, 'create the folder', folder);
  }
}

/**
 * Folder for what a commit needs while it is made. Apart from the other short-lived files, since a half-made commit is
 * undone with what lies here: only who holds the index lock clears it up.
 */
export function requireScratchRoot(gitDir: string): string {
  return requireFolder(join(requireStateFolder(gitDir), 'scratch'));
}

/** Takes the index lock of a work tree, or says who has it; does not wait. */
export function tryIndexLock(location: RepositoryLocation): LockAttempt {
  const { gitDir } = location;
  const folder = requireStateFolder(gitDir);
  const scratch = requireScratchRoot(gitDir);
  const mayBreak = () => undoHalfCommits(location, scratch);
  const attempt = tryLockFile(join(gitDir, 'index.lock'), folder, { mayBreak });
  if (attempt.taken) for (const swept of [scratch, folder]) sweepTemporaries(swept);
  return attempt;
}

/** Removes the index lock when a killed process of ours has left it, so that git can go on. */
export function recoverIndexLock(location: RepositoryLocation): void {
  const attempt = tryIndexLock(location);
  if (attempt.taken) attempt.release();
}
