import { PlanError } from '../errors.ts';
import type { UpdateAnswer } from './answers.ts';
import { claimTaken, isExpired } from './claims.ts';
import type { Ports } from './ports.ts';
import { readProject } from './project.ts';
import { requireTask } from './require-reference.ts';
import { answerUpdate } from './update-task.ts';

/** Gives a task back without a result. Throws `claim-missing`, or `claim-taken` while somebody else works on it. */
export async function releaseClaim(
  ports: Ports,
  { task: reference }: { readonly task: string },
): Promise<UpdateAnswer> {
  const project = await readProject(ports);
  const { task } = requireTask(project, reference);
  const claim = project.claims.get(task.id);
  if (claim === undefined) throw new PlanError('claim-missing', `Nobody holds a claim on ${task.id}.`);
  if (claim.actor !== ports.actor && !isExpired(claim, project.now)) throw claimTaken(ports, claim);
  if (!(await ports.git.deleteClaim(claim))) {
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
