/**
 * The merge driver in git's configuration of this clone. A clone does not take it along, and git starts no
 * program that only a file of the repository names.
 */
import type { RepositoryLocation } from './locate-repository.ts';
import { describeGitFailure, requireGit, runGit } from './run-git.ts';

/**
 * What git's shell runs for a file. 0 and 1 are the driver's own answers. Anything else says that it is not
 * installed or has failed: then git's own merge runs, because a file without markers would look merged and hold ours.
 */
const COMMAND = [
  'if command -v orc >/dev/null 2>&1',
  'then orc merge-driver %O %A %B %L %P',
  'case $? in 0) exit 0 ;; 1) exit 1 ;; esac',
  'fi',
  'git merge-file --marker-size=%L -L ours -L base -L theirs %A %O %B',
].join('; ');

const SETTINGS = {
  'merge.orchestrator.name': 'plans and tasks, field by field',
  'merge.orchestrator.driver': COMMAND,
} as const;

/** The configured command, or null. */
export async function readMergeDriver({ root }: RepositoryLocation): Promise<string | null> {
  const args = ['config', '--get', 'merge.orchestrator.driver'];
  const result = await runGit({ root, args });
  // 1 says that it is not set.
  if (result.status > 1 || result.status < 0) throw describeGitFailure({ args }, result);
  return result.stdout.toString('utf8').trim() || null;
}

/** Configures the driver for this clone and all its work trees. */
export async function configureMergeDriver({ root }: RepositoryLocation): Promise<void> {
  for (const [key, value] of Object.entries(SETTINGS)) {
    await requireGit({ root, args: ['config', '--local', '--replace-all', key, value] });
  }
}
