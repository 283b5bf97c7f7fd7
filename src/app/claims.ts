import type { Claim } from '../core/task.ts';
import { PlanError } from '../errors.ts';
import type { ClaimDocument } from './answers.ts';
import type { Ports } from './ports.ts';

/** When the lease of this generation of the claim ends. */
function expiresAt(claim: Claim): Date {
  return new Date(Date.parse(claim.at) + claim.leaseMs);
}

/** Whether the lease has run out by the claim's own age; a claim whose time cannot be read never expires by itself. */
export function isExpired(claim: Claim, now: Date): boolean {
  return expiresAt(claim).getTime() <= now.getTime();
}

export function claimDocument(claim: Claim, now: Date): ClaimDocument {
  const end = expiresAt(claim);
  return {
    task: claim.task,
    actor: claim.actor,
    host: claim.host,
    worktree: claim.worktree,
    base: claim.base,
    at: claim.at,
    since: claim.since,
    expires_at: Number.isNaN(end.getTime()) ? claim.at : end.toISOString(),
    expired: isExpired(claim, now),
    oid: claim.oid,
  };
}

/** Whether the claim is this actor's, made in this work tree. */
export function isOurs(ports: Ports, claim: Claim): boolean {
  return claim.actor === ports.actor && claim.worktree === ports.root;
}

/**
 * Claims a task for this actor by compare-and-swap, or renews the claim that it has. Throws `claim-taken`
 * when somebody else holds it: an expired claim too, unless `takeOver`.
 */
export async function claimTask(
  ports: Ports,
  task: string,
  { held, takeOver = false }: { held: Claim | null; takeOver?: boolean },
): Promise<Claim> {
  const now = ports.now();
  if (held !== null && isOurs(ports, held)) {
    const isFresh = Date.parse(held.at) + held.leaseMs / 2 > now.getTime();
    if (isFresh) return held;
  } else if (held !== null && !(takeOver && isExpired(held, now))) {
    throw claimTaken(ports, held);
  }
  return ports.git.putClaim({
    task,
    actor: ports.actor,
    host: ports.host,
    worktree: ports.root,
    base: held !== null && isOurs(ports, held) ? held.base : ports.git.readHead().oid,
    at: now,
    leaseMs: ports.settings.readConfig().leaseMs,
    previous: held,
  });
}

/** The refusal that names who has the task, since when, and what can be done about it. */
export function claimTaken(ports: Ports, claim: Claim): PlanError {
  const now = ports.now();
  const expired = isExpired(claim, now);
  const where = claim.actor === ports.actor ? ` in the work tree ${claim.worktree}` : '';
  const message = `${claim.task} is claimed by ${claim.actor}${where} since ${claim.since}${expired ? '; the lease has run out' : ''}.`;
  const hints = [];
  if (expired) hints.push(`Take it over with \`orc execute ${claim.task} --take-over\`.`);
  if (where !== '')
    hints.push(
      `Go on with it in ${claim.worktree}, or give it back there with \`orc release ${claim.task}\`.`,
    );
  hints.push('Work on another task: `orc next` names one.');
  return new PlanError('claim-taken', message, { hints, data: { claim: claimDocument(claim, now) } });
}
