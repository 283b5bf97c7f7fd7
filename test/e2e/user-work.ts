/** What belongs to the user in a repository, and what the program may put there: its plan files and `work/`. */
import type { TestRepository } from '../helpers/repository.ts';

const NOT_OURS = ['--', '.', ':(top,exclude).tasks', ':(top,exclude)work'];
const OURS = ['--', '.tasks', 'work'];

/** Index entries with their flags, staged and unstaged differences, and untracked files, ours left out. */
export function readUserWork({ git, read }: TestRepository): Record<string, unknown> {
  const untracked = git('ls-files', '--others', '--exclude-standard', '-z', ...NOT_OURS);
  return {
    entries: git('ls-files', '--stage', ...NOT_OURS),
    flags: git('ls-files', '-v', ...NOT_OURS),
    status: git('status', '--porcelain=v2', '--untracked-files=no', ...NOT_OURS),
    staged: git('diff', '--cached', '--binary', ...NOT_OURS),
    unstaged: git('diff', '--binary', ...NOT_OURS),
    untracked: untracked
      .split('\0')
      .filter((path) => path !== '' && !path.endsWith('/'))
      .map((path) => [path, read(path)]),
  };
}

/** What git sees as not committed among our paths. */
export function readOwnStatus({ git }: TestRepository): string {
  return git('status', '--porcelain', '--untracked-files=all', ...OURS);
}

/** The commit that HEAD points to; null on an unborn branch. */
export function readHead({ git }: TestRepository): string | null {
  try {
    return git('rev-parse', '--verify', '--quiet', 'HEAD');
  } catch {
    return null;
  }
}

/** Commits after `base`, oldest first. */
export function listCommitsAfter(
  { git }: TestRepository,
  base: string | null,
  head: string | null,
): string[] {
  if (head === null) return [];
  return git('rev-list', '--reverse', head, ...(base === null ? [] : [`^${base}`]))
    .split('\n')
    .filter(Boolean);
}
