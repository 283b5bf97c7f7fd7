import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const MARKS: readonly (readonly [file: string, state: string])[] = [
  ['rebase-merge', 'rebase'],
  ['rebase-apply', 'rebase'],
  ['MERGE_HEAD', 'merge'],
  ['CHERRY_PICK_HEAD', 'cherry-pick'],
  ['REVERT_HEAD', 'revert'],
  ['BISECT_LOG', 'bisect'],
];

/**
 * Names what git is in the middle of in a work tree (`merge`, `rebase`, `cherry-pick`, `revert`,
 * `bisect`), or null. A commit of ours would be safe in some of these, but would surprise.
 */
export function readBusyState(gitDir: string): string | null {
  const mark = MARKS.find(([file]) => existsSync(join(gitDir, file)));
  return mark?.[1] ?? readSequence(join(gitDir, 'sequencer', 'todo'));
}

/** A sequence of picks or reverts goes on between two of its commits too. */
function readSequence(todo: string): string | null {
  if (!existsSync(todo)) return null;
  return readFileSync(todo, 'utf8').startsWith('revert') ? 'revert' : 'cherry-pick';
}
