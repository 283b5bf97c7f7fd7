import type { CommitReport } from './answers.ts';
import type { CommitMessage, Ports } from './ports.ts';

/**
 * Commits what a use case has just written, or says why not. The change in the work tree is kept in
 * every case: errors of the commit (a hook that refuses, a lock held too long) pass through unchanged. Throws
 * `stale-revision` when somebody has written over the change before it could be committed: a merge of git does not ask.
 */
export async function commitChange(
  ports: Ports,
  paths: readonly string[],
  message: CommitMessage,
): Promise<CommitReport> {
  if (!ports.mayCommit()) return notCommitted('commits are switched off for this call or repository');
  const outcome = await ports.git.commitPaths({
    paths,
    message,
    verify: () => ports.files.requireAsWritten(paths),
  });
  if (outcome.committed) return { commit: outcome.oid, committed: true, not_committed: null };
  if (outcome.reason === 'unchanged') {
    return { commit: null, committed: false, not_committed: 'nothing to commit: HEAD holds it already' };
  }
  return notCommitted(outcome.detail);
}

function notCommitted(why: string): CommitReport {
  return {
    commit: null,
    committed: false,
    not_committed: `recorded, not committed: ${why}; \`orc sync\` commits it later`,
  };
}
