import type { GitPort } from '../app/ports.ts';
import { readBusyState } from './busy-state.ts';
import { deleteClaim, endClaim, forgetEndedClaim, putClaim, restoreClaim } from './claims.ts';
import type { CommitFacts } from './commit-facts.ts';
import { openHistory } from './history.ts';
import type { RepositoryLocation } from './locate-repository.ts';
import { listOtherRoots } from './other-roots.ts';
import { readClaims, readEndedClaims } from './read-claims.ts';
import { readHead } from './refs.ts';
import { describeGitFailure, runGit, runGitSync } from './run-git.ts';

/**
 * Makes git, in one work tree, what the use cases need. To be made anew for each request: it remembers only who
 * commits and how. What only some commands do is loaded by these.
 */
export function createGit(location: RepositoryLocation): GitPort {
  let asked: Promise<CommitFacts> | undefined;
  let facts: CommitFacts | undefined;
  const readFacts = async (): Promise<CommitFacts> => {
    const { readCommitFacts } = await import('./commit-facts.ts');
    asked ??= readCommitFacts(location);
    facts = await asked;
    return facts;
  };
  return {
    readHead: () => readHead(location),
    readUserName: () =>
      facts === undefined ? readUserName(location.root) : facts.settings.userName?.trim() || null,
    readBusyState: () => readBusyState(location.gitDir),
    outlastMerges: async () => (await import('./running-git.ts')).outlastMerges(location.root),
    requireCommitReady: async () =>
      (await import('./require-commit-ready.ts')).requireCommitReady(location, readFacts),
    commitPaths: async (request) =>
      (await import('./commit-paths.ts')).commitPaths(location, request, { readFacts }),
    readClaims: () => readClaims(location),
    putClaim: (request) => putClaim(location, request),
    deleteClaim: (claim) => deleteClaim(location, claim),
    restoreClaim: (claim, to) => restoreClaim(location, claim, to),
    endClaim: (claim) => endClaim(location, claim),
    readEndedClaims: () => readEndedClaims(location),
    forgetEndedClaim: (claim) => forgetEndedClaim(location, claim),
    hasStagedChanges: async () => {
      const args = ['diff-index', '--cached', '--quiet', 'HEAD', '--'];
      return (await runGit({ root: location.root, args })).status !== 0;
    },
    hasOtherWorktrees: () => listOtherRoots(location).length > 0,
    openRemote: async (name) => (await import('./claim-remote.ts')).openClaimRemote(location, name),
    inspectArtifacts: async (paths) => (await import('./artifacts.ts')).inspectArtifacts(location, paths),
    findUncommitted: async () => (await import('./find-uncommitted.ts')).findUncommitted(location),
    readMergeDriver: async () => (await import('./merge-driver-config.ts')).readMergeDriver(location),
    configureMergeDriver: async () =>
      (await import('./merge-driver-config.ts')).configureMergeDriver(location),
    readConflicts: async () => (await import('./conflicts.ts')).readConflicts(location),
    stageFiles: async (paths) => (await import('./conflicts.ts')).stageFiles(location, paths),
    ...openHistory(location),
  };
}

function readUserName(root: string): string | null {
  const args = ['config', '--get', 'user.name'];
  const result = runGitSync({ root, args });
  // 1 says that the name is not set.
  if (result.status > 1 || result.status < 0) throw describeGitFailure({ args }, result);
  return result.stdout.toString('utf8').trim() || null;
}
