/**
 * Reads what commits change. Merges are compared with all of their parents at once, so that only what the merge
 * itself brought shows (https://git-scm.com/docs/git-diff-tree#_combined_diff_format).
 */
import { availableParallelism } from 'node:os';
import { createLogParser, type LogChange } from './audit-log-parser.ts';
import { HISTORY_AS_IT_IS } from './audit-range.ts';
import { streamGit } from './run-git.ts';

/** Neighbours share most of their trees, so that one process takes many of them. */
const COMMITS_AT_ONCE = 500;
const MAX_PROCESSES = 4;

interface ChangeQuery {
  readonly root: string;
  readonly oids: readonly string[];
  /** Whether changes of folders are told too. */
  readonly withFolders: boolean;
  readonly take: (oid: string, changes: readonly LogChange[]) => void;
  readonly onProgress: (commits: number) => void;
}

/** Gives the changes of every commit, in no particular order. */
export async function readChanges({ root, oids, withFolders, take, onProgress }: ChangeQuery): Promise<void> {
  let count = 0;
  const options = ['--stdin', '--always', '--raw', '-z', '-c', '--root', '--no-renames', '--no-abbrev'];
  const args = ['diff-tree', ...options, withFolders ? '-t' : '-r', '--format=%x01%H%n'];
  const readShare = async (share: readonly string[]) => {
    const parser = createLogParser(({ oid, changes }) => {
      count += 1;
      take(oid, changes);
    });
    const input = share.map((oid) => `${oid}\n`).join('');
    await streamGit({ root, args, input, env: HISTORY_AS_IT_IS }, (records) => {
      parser.take(records);
      onProgress(count);
    });
    parser.end();
  };
  await Promise.all(divide(oids).map(readShare));
}

/** Shares of about the same size, each made of stretches of neighbours. */
function divide(oids: readonly string[]): string[][] {
  const processes = Math.min(availableParallelism(), MAX_PROCESSES);
  const shares: string[][] = [];
  for (let at = 0; at < oids.length; at += COMMITS_AT_ONCE) {
    const place = (at / COMMITS_AT_ONCE) % processes;
    shares[place] = [...(shares[place] ?? []), ...oids.slice(at, at + COMMITS_AT_ONCE)];
  }
  return shares;
}
