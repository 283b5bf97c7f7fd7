import type { GitPort } from '../app/ports.ts';
import { inspectArtifacts } from './artifacts.ts';
import { readBusyState } from './busy-state.ts';
import { deleteClaim, putClaim, readClaims } from './claims.ts';
import { commitPaths } from './commit-paths.ts';
import { findUncommitted } from './find-uncommitted.ts';
import { openHistory } from './history.ts';
import type { RepositoryLocation } from './locate-repository.ts';
import { readHead } from './refs.ts';
import { requireCommitReady } from './require-commit-ready.ts';
import { describeGitFailure, runGitSync } from './run-git.ts';

/** Makes git, in one work tree, what the use cases need. Keeps nothing between calls, so it never goes stale. */
export function createGit(location: RepositoryLocation): GitPort {
  return {
    readHead: () => readHead(location),
    readUserName: () => readUserName(location.root),
    readBusyState: () => readBusyState(location.gitDir),
    requireCommitReady: () => requireCommitReady(location),
    commitPaths: (request) => commitPaths(location, request),
    readClaims: () => readClaims(location),
    putClaim: (request) => putClaim(location, request),
    deleteClaim: (claim) => deleteClaim(location, claim),
    inspectArtifacts: (paths) => inspectArtifacts(location, paths),
    findUncommitted: () => findUncommitted(location),
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
