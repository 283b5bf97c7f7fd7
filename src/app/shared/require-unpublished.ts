import type { Claim, Task } from '../../core/task.ts';
import { PlanError } from '../../errors.ts';
import { parseTaskFile } from '../../format/parse-file.ts';
import type { ClaimRemote, Ports } from '../ports.ts';
import { closeClaim } from './close-claim.ts';

/**
 * A clone that is behind sees a task as ready though its result is at the remote already. Results and the end of their
 * claims arrive there in one step, so after winning the claim one look tells. Gives the claim back and throws
 * `not-ready` when the task has ended there.
 */
export async function requireUnpublished(
  ports: Ports,
  remote: ClaimRemote,
  { task, claim }: { readonly task: Task; readonly claim: Claim },
): Promise<void> {
  try {
    const statuses = (await remote.readPublished(task.path)).map((text) => readStatus(text, task.id));
    const status = statuses.find((found) => found !== null && found !== 'pending' && found !== 'in_progress');
    if (!status) return;
    throw new PlanError(
      'not-ready',
      `${task.id} is ${status} at ${remote.name}, and that is not merged here.`,
      {
        hints: ['Bring this branch up to date: `git pull`.'],
        data: { task: task.id, status, remote: remote.name },
      },
    );
  } catch (error) {
    await closeClaim(ports, claim, 'pending');
    throw error;
  }
}

/** Null for a file that cannot be read: nothing is known of it. */
function readStatus(text: string, id: string): string | null {
  const { written } = parseTaskFile({ bytes: new TextEncoder().encode(text), path: '', id });
  return written === null ? null : (written.status ?? 'pending');
}
