import type { Claim, Status } from '../../core/task.ts';
import { PlanError } from '../../errors.ts';
import type { Ports } from '../ports.ts';

/**
 * Ends a claim with the work on the task. Other work trees of the clone, where the task still looks open, are told by
 * the claim that it leaves; see `forgetMerged`. A shared one is taken from the remote when the task is free again. After
 * any other end it stays there until the result is pushed: else other clones would see the task as ready.
 * Returns what a person should know.
 */
export async function closeClaim(ports: Ports, claim: Claim, status: Status): Promise<readonly string[]> {
  if (claim.isForeign) return [];
  if (claim.shared === null) {
    const isNews = status !== 'pending' && ports.git.hasOtherWorktrees();
    await (isNews ? ports.git.endClaim(claim) : ports.git.deleteClaim(claim));
    return [];
  }
  await ports.git.endClaim(claim);
  const { remote } = claim.shared;
  if (status !== 'pending') {
    return [`The claim stays at ${remote} until the result is there: \`orc sync --push\` pushes both.`];
  }
  try {
    await withdraw(ports, claim);
    return [];
  } catch (error) {
    if (!(error instanceof PlanError && /^remote-/.test(error.code))) throw error;
    return [`The claim is still at ${remote}: give it back later with \`orc release ${claim.task}\`.`];
  }
}

/** Takes a claim that is over here from the remote. Throws `remote-unreachable`. */
export async function withdraw(ports: Ports, claim: Claim): Promise<boolean> {
  if (claim.shared === null) return true;
  const remote = await ports.git.openRemote(claim.shared.remote);
  const isGone = await remote.withdrawClaim(claim);
  await ports.git.forgetEndedClaim(claim);
  return isGone;
}
