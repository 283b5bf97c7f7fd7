import { isExpired } from '../claims.ts';
import type { TaskBranch, WorktreeEntry, WorktreePorts, Worktrees } from '../ports.ts';

interface Tidied {
  readonly removed: boolean;
  readonly kept: string | null;
}

/** Removes the work tree and the branch of a task when all of it is merged and nothing else lies there. */
export async function tidyUp(
  target: WorktreePorts,
  worktrees: Worktrees,
  branch: TaskBranch,
): Promise<Tidied> {
  const entry = (await worktrees.list()).find(({ branch: name }) => name === branch.name);
  const kept = await removeWorktree(target, worktrees, entry);
  if (kept !== null) return { removed: false, kept: `the work tree ${entry?.path} is kept: ${kept}` };
  const now = await worktrees.findBranch(branch.name.replace(/^task\//, ''));
  const isMerged = now !== null && (await worktrees.isMerged(now.tip, branch.from ?? ''));
  if (now === null || (isMerged && (await worktrees.deleteBranch(now)))) return { removed: true, kept: null };
  return { removed: false, kept: `the branch ${branch.name} is kept: it has commits that are not merged` };
}

async function removeWorktree(target: WorktreePorts, worktrees: Worktrees, entry: WorktreeEntry | undefined) {
  if (entry === undefined) return null;
  const now = target.now();
  for (const claim of target.git.readClaims().values()) {
    if (!claim.isForeign && !claim.isOver && claim.worktree === entry.path && !isExpired(claim, now)) {
      return `${claim.task} is being worked on there`;
    }
  }
  return worktrees.remove(entry);
}
