import type { Porcelain } from './porcelain.ts';

export interface RangeCommit {
  readonly oid: string;
  readonly message: string;
  /** What it changes; of a merge, what differs from every parent. */
  readonly files: readonly string[];
}

const OPTIONS = [
  ...['-z', '--name-only', '--no-renames', '--diff-merges=combined', '--topo-order', '--reverse'],
  '--format=%x00%x00%H%x00%B%x00',
];

/** All commits of a range, oldest first, with one call to git. */
export async function readRange(git: Porcelain, revisions: readonly string[]): Promise<RangeCommit[]> {
  return parseRange(await git.log({ options: OPTIONS, revisions }));
}

/**
 * Neither a message nor a file name holds a NUL, and no file name is empty: two empty fields side by side
 * begin a commit, and its name and its message follow.
 */
export function parseRange(output: string): RangeCommit[] {
  const fields = output.split('\0');
  const commits: { oid: string; message: string; files: string[] }[] = [];
  let empty = 0;
  for (let at = 0; at < fields.length; at++) {
    const field = fields[at] ?? '';
    if (field === '') empty++;
    else if (empty >= 2) {
      commits.push({ oid: field, message: fields[++at] ?? '', files: [] });
      empty = 0;
    } else {
      commits.at(-1)?.files.push(field.replace(/^\n/, ''));
      empty = 0;
    }
  }
  return commits;
}
