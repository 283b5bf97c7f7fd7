import { PlanError } from '../errors.ts';
import { readBusyState } from './busy-state.ts';
import { refuseInsideHook } from './commit-paths.ts';
import { requireGitVersion } from './git-version.ts';
import type { RepositoryLocation } from './locate-repository.ts';
import { runGit } from './run-git.ts';

/**
 * Finds out before anything is written whether a commit could be made at all; while a merge or the like
 * is going on none will be. Throws `inside-hook`, `git-missing`, `git-too-old` or `identity-missing`.
 */
export async function requireCommitReady({ root, gitDir }: RepositoryLocation): Promise<void> {
  refuseInsideHook(process.env);
  if (readBusyState(gitDir) !== null) return;
  // Whoever is unknown as an author is so as a committer too, but for a variable of the environment.
  await Promise.all([requireGitVersion(root), requireIdentity(root, 'GIT_COMMITTER_IDENT')]);
}

async function requireIdentity(root: string, variable: string): Promise<void> {
  const { status, stderr } = await runGit({ root, args: ['var', variable] });
  if (status === 0) return;
  throw new PlanError('identity-missing', `git does not know who commits here: ${lastLine(stderr)}`, {
    data: { stderr },
  });
}

function lastLine(text: string): string {
  return text.trim().split('\n').at(-1) ?? '';
}
