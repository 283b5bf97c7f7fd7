import type { WorktreeEntry } from '../app/ports.ts';
import type { RepositoryLocation } from './locate-repository.ts';
import { requireGit, runGit } from './run-git.ts';

/**
 * Why a work tree has to stay: it holds files that its branch does not, or its branch has commits that no other
 * branch has. Null when removing it loses nothing.
 */
export async function findUnsaved(
  { root }: RepositoryLocation,
  { path, branch }: Pick<WorktreeEntry, 'path' | 'branch'>,
): Promise<string | null> {
  const status = await runGit({
    root: path,
    args: ['status', '--porcelain', '--ignored', '--untracked-files=normal', '--ignore-submodules=none'],
  });
  if (status.status !== 0) return 'git cannot look into it';
  const lines = status.stdout.toString('utf8').split('\n').filter(Boolean);
  if (lines.some((line) => !line.startsWith('!!'))) return 'it holds changes that are not committed';
  if (lines.length > 0) return 'it holds files that git ignores';
  if (branch === null) return 'no branch is checked out in it';
  const ref = `refs/heads/${branch}`;
  const args = ['for-each-ref', '--format=%(refname)', `--contains=${ref}`, 'refs/heads', 'refs/remotes'];
  const holders = (await requireGit({ root, args })).toString('utf8').split('\n').filter(Boolean);
  const isElsewhere = holders.some((name) => name !== ref && !name.endsWith(`/${branch}`));
  return isElsewhere ? null : 'its branch is not merged';
}
