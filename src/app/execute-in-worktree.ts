import type { Task } from '../core/task.ts';
import { PlanError } from '../errors.ts';
import type { BriefAnswer } from './answers.ts';
import { isOurs } from './claims.ts';
import { chooseTask, claimChosen, type ExecuteRequest, giveBrief } from './execute-task.ts';
import type { WorktreePorts } from './ports.ts';
import { retryLost } from './retry-lost.ts';
import { closeClaim } from './shared/close-claim.ts';

/**
 * Phase 3 in a work tree of its own: claims the task for a linked work tree on branch `task/<id>`, makes that,
 * and gives the brief for it. Asked again, the same work tree and brief. The claim comes first, so that of
 * many who ask only one makes anything. Throws what `executeTask` throws, and `worktree-refused`.
 */
export async function executeInWorktree(ports: WorktreePorts, request: ExecuteRequest): Promise<BriefAnswer> {
  const worktrees = await ports.openWorktrees();
  const { task, place, isOwn, claimed } = await retryLost(request.task, async () => {
    const { task, claiming } = await chooseTask(ports, request);
    await requireCommitted(ports, task);
    const place = await worktrees.plan(task.id, ports.settings.readConfig().worktrees);
    const { held } = claiming;
    const isOwn = held !== null && isOurs(ports, held, place.path);
    return {
      task,
      place,
      isOwn,
      claimed: await claimChosen(ports, task, { ...claiming, worktree: place.path }),
    };
  });
  const { claim, warnings } = claimed;
  const lacking = await worktrees.create(place).catch(async (error: unknown) => {
    if (!isOwn) await closeClaim(ports, claim, 'pending');
    throw error;
  });
  return giveBrief(await ports.openAt(place.path), task.id, { claim, warnings: [...warnings, ...lacking] });
}

/** The new work tree has what HEAD has: the task and what it depends on must be there as they are here. */
async function requireCommitted(ports: WorktreePorts, task: Task): Promise<void> {
  const needed = new Set([task.id, ...task.dependsOn, task.planId]);
  const missing = (await ports.git.findUncommitted())
    .map(({ path }) => path)
    .filter((path) => path === `.tasks/${task.planId}/plan.md` || needed.has(idOf(path)));
  if (missing.length === 0) return;
  throw new PlanError('worktree-refused', `A new work tree would not have ${missing.join(', ')} as here.`, {
    hints: ['Commit it first: `orc sync`.'],
    data: { paths: missing },
  });
}

function idOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1).replace(/\.md$/, '');
}
