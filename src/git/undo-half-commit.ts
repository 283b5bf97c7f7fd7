/**
 * A process of ours that is killed after it has put its paths into the user's index, and before the branch has moved, leaves
 * them staged: the user's next commit would take them in. Whoever breaks its `index.lock` puts the index back first,
 * while the dead lock still keeps everybody out.
 */
import { existsSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findTemporaries } from '../store/temporary-files.ts';
import type { RepositoryLocation } from './locate-repository.ts';
import { nameIndexContent } from './name-index-content.ts';
import { readHead } from './refs.ts';
import { outlastReaders } from './running-git.ts';

/** In a scratch folder: the index as it was; the commit for which it is replaced, and the name of the new content. */
export const ORIGINAL_INDEX = 'original';
const COMMIT = 'commit';

/** To be called before the index is replaced by one of that content; the original lies in the folder. */
export function noteHalfCommit(folder: string, oid: string, content: string): void {
  writeFileSync(join(folder, COMMIT), `${oid} ${content}`);
}

/**
 * Puts the index back where dead processes of ours have replaced it in vain. False while a git process that one of them
 * had started may still move the branch. Where processes cannot be listed (elsewhere than on Linux) nothing is done.
 */
export function undoHalfCommits(location: RepositoryLocation, scratchRoot: string): boolean {
  if (process.platform !== 'linux') return true;
  return findTemporaries(scratchRoot).every((name) => undoHalfCommit(location, join(scratchRoot, name)));
}

function undoHalfCommit(location: RepositoryLocation, folder: string): boolean {
  const original = join(folder, ORIGINAL_INDEX);
  const index = join(location.gitDir, 'index');
  const [oid = '', content = ''] = existsSync(original) ? readNote(folder) : [];
  // Another content is not what this process has put there, but somebody's after it.
  const isReplaced = content !== '' && nameIndexContent(index, location.objectFormat) === content;
  if (!isReplaced || isMade(location, oid)) return true;
  if (isAtWork(oid)) return false;
  // The one that was at work may have ended just now.
  if (!isMade(location, oid)) {
    renameSync(original, index);
    outlastReaders(location.root);
  }
  return true;
}

function readNote(folder: string): string[] {
  try {
    return readFileSync(join(folder, COMMIT), 'utf8').split(' ');
  } catch {
    return [];
  }
}

function isMade(location: RepositoryLocation, oid: string): boolean {
  return readHead(location).oid === oid;
}

/** Whether a process was started with this name of a commit among its words. */
function isAtWork(oid: string): boolean {
  return readdirSync('/proc').some((pid) => /^\d+$/.test(pid) && readWords(pid).includes(oid));
}

function readWords(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return ''; // it has ended
  }
}
