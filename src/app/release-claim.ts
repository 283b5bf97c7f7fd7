import type { Claim } from '../core/task.ts';
import { PlanError } from '../errors.ts';
import type { UpdateAnswer } from './answers.ts';
import { claimTaken, isExpired } from './claims.ts';
import type { Ports } from './ports.ts';
import { readProject } from './project.ts';
import { requireTask } from './require-reference.ts';
import { withdraw } from './shared/close-claim.ts';
import { answerUpdate } from './update-task.ts';

/**
 * Gives a task back without a result. Throws `claim-missing`, `claim-taken` while somebody else works on it, and
 * `remote-unreachable` when other clones could not be told: the claim then stays as it is.
 */
export async function releaseClaim(
  ports: Ports,
  { task: reference }: { readonly task: string },
): Promise<UpdateAnswer> {
  const project = await readProject(ports);
  const { task } = requireTask(project, reference);
  const claim = project.claims.get(task.id) ?? ports.git.readEndedClaims().get(task.id);
  if (claim === undefined) throw new PlanError('claim-missing', `Nobody holds a claim on ${task.id}.`);
  const isOthers = claim.actor !== ports.actor && !claim.isOver;
  if (isOthers && !isExpired(claim, project.now)) throw claimTaken(ports, claim);
  if (!(await release(ports, claim, project.claims.has(task.id)))) {
    throw new PlanError(
      'claim-lost',
      `The claim on ${task.id} changed hands just now; it was left as it is.`,
    );
  }
  return answerUpdate(ports, task.id, {
    commit: null,
    committed: false,
    not_committed: 'a claim is a ref: there is nothing to commit',
  });
}

/** The remote first: were it the other way round, a failure would leave a claim there that nobody remembers. */
async function release(ports: Ports, claim: Claim, isOpen: boolean): Promise<boolean> {
  const isGone = claim.shared === null || (await withdraw(ports, claim));
  if (claim.isOver) await ports.git.forgetEndedClaim(claim);
  const isHere = isOpen && !claim.isForeign && !claim.isOver;
  return (!isHere || (await ports.git.deleteClaim(claim))) && isGone;
}
