import type { Claim } from '../../core/task.ts';
import { PlanError } from '../../errors.ts';
import type { Ports } from '../ports.ts';

/**
 * Fencing across clones: before anything is written, the remote must still hold the very claim under which the
 * work was done. Throws `claim-lost`. A remote that does not answer stops the record only when it is to be
 * pushed: else it is a commit of this clone, and the push checks again.
 */
export async function checkFence(ports: Ports, claim: Claim, isPushed: boolean): Promise<readonly string[]> {
  if (claim.shared === null) return [];
  const { remote: name } = claim.shared;
  try {
    const remote = await ports.git.openRemote(name);
    if (await remote.holdsClaim(claim)) return [];
  } catch (error) {
    const isUnreachable = error instanceof PlanError && error.code === 'remote-unreachable';
    if (isPushed || !isUnreachable) throw error;
    return [`${name} did not answer, so it was not checked whether somebody took the task over there.`];
  }
  throw new PlanError(
    'claim-lost',
    `${name} no longer holds your claim on ${claim.task}; nothing was written.`,
    {
      hints: [
        `See who has it with \`orc claims --remote ${name}\`.`,
        `If nobody has: \`orc release ${claim.task}\`, then \`orc execute ${claim.task} --remote ${name}\`, and complete it again.`,
      ],
      data: { task: claim.task, expected: claim.oid },
    },
  );
}
