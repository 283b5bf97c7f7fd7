import type { Claim } from '../core/task.ts';
import { type ErrorCode, PlanError } from '../errors.ts';
import type { ClaimDocument } from './answers.ts';
import type { ClaimRemote, Ports } from './ports.ts';

/** When the lease of this generation of the claim ends. */
function expiresAt(claim: Claim): Date {
  return new Date(Date.parse(claim.leaseFrom) + claim.leaseMs);
}

/** Whether the lease has run out by the clock of this machine alone; a claim whose time cannot be read never expires by itself. */
export function isExpired(claim: Claim, now: Date): boolean {
  return !claim.isOver && expiresAt(claim).getTime() <= now.getTime();
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
    shared: claim.seenOid === claim.oid ? claim.shared : null,
  };
}

/** Whether the claim is this actor's, made in this clone and for this work tree. */
export function isOurs(ports: Ports, claim: Claim, worktree = ports.root): boolean {
  return !claim.isForeign && claim.actor === ports.actor && claim.worktree === worktree;
}

export interface Claiming {
  /** The claim that there is, live or expired, whoever has it. */
  readonly held: Claim | null;
  readonly takeOver?: boolean;
  /** Share it through this remote; a claim that is shared stays so without it. */
  readonly remote?: ClaimRemote | null;
  /** Work tree that the claim is for; this one when absent. */
  readonly worktree?: string;
}

export interface Claimed {
  readonly claim: Claim;
  /** Whether something less than what was asked for was done, and why. */
  readonly warnings: readonly string[];
}

/**
 * Claims a task for this actor by compare-and-swap, or renews the claim that it has. Throws `claim-taken`
 * when somebody else holds it: an expired claim too, unless `takeOver`.
 */
export async function claimTask(ports: Ports, task: string, claiming: Claiming): Promise<Claimed> {
  const { held, takeOver = false, worktree = ports.root } = claiming;
  const now = ports.now();
  const isOwn = held !== null && isOurs(ports, held, worktree);
  if (held?.isOver) throw claimTaken(ports, held);
  if (held !== null && !isOwn && !(takeOver && isExpired(held, now))) throw claimTaken(ports, held);
  const place = held?.shared ?? null;
  if (isOwn && isFresh(held, now) && (place === null ? !claiming.remote : held.seenOid === held.oid)) {
    return { claim: held, warnings: [] };
  }
  const request = {
    task,
    actor: ports.actor,
    host: ports.host,
    worktree,
    base: isOwn ? held.base : ports.git.readHead().oid,
    at: now,
    leaseMs: ports.settings.readConfig().leaseMs,
    previous: held,
  };
  const remote = place === null ? claiming.remote : await ports.git.openRemote(place.remote);
  if (remote) return (await import('./shared/share-claim.ts')).shareClaim(ports, remote, request);
  return { claim: await ports.git.putClaim({ ...request, shared: null }), warnings: [] };
}

/**
 * Renews the claim of whoever works on a task here, because any action on it is a sign of life. A remote that does
 * not answer, or that somebody took the task over, stops no such action: completing finds out.
 */
export async function renewClaim(ports: Ports, held: Claim | undefined): Promise<void> {
  if (held === undefined || !isOurs(ports, held)) return;
  try {
    await claimTask(ports, held.task, { held });
  } catch (error) {
    if (!(error instanceof PlanError && RENEWAL_MAY_FAIL.includes(error.code))) throw error;
  }
}

const RENEWAL_MAY_FAIL: readonly ErrorCode[] = [
  'remote-unreachable',
  'remote-refused',
  'claim-lost',
  'claim-taken',
];

/** A claim is renewed from the middle of its lease on, so that not every action writes. */
function isFresh(claim: Claim, now: Date): boolean {
  return Date.parse(claim.at) + claim.leaseMs / 2 > now.getTime();
}

/** The refusal that names who has the task, since when, and what can be done about it. */
export function claimTaken(ports: Ports, claim: Claim): PlanError {
  if (claim.isOver) return doneElsewhere(ports, claim);
  const now = ports.now();
  const expired = isExpired(claim, now);
  const isSame = claim.actor === ports.actor && !claim.isForeign;
  const where = isSame ? ` in the work tree ${claim.worktree}` : '';
  const host = claim.isForeign ? ` on ${claim.host}` : '';
  const message = `${claim.task} is claimed by ${claim.actor}${where}${host} since ${claim.since}${expired ? '; the lease has run out' : ''}.`;
  const hints = [];
  if (expired) hints.push(`Take it over with \`orc execute ${claim.task} --take-over\`.`);
  if (isSame)
    hints.push(
      `Go on with it in ${claim.worktree}, or give it back there with \`orc release ${claim.task}\`.`,
    );
  hints.push('Work on another task: `orc next` names one.');
  return new PlanError('claim-taken', message, { hints, data: { claim: claimDocument(claim, now) } });
}

function doneElsewhere(ports: Ports, claim: Claim): PlanError {
  const { task, actor, worktree } = claim;
  return new PlanError(
    'claim-taken',
    `${task} was ended by ${actor} in the work tree ${worktree}, and that is not merged here.`,
    {
      hints: [
        `Merge its branch, with \`orc land ${task}\` or \`git merge\`.`,
        `If that work is given up: \`orc release ${task}\`, and begin again.`,
      ],
      data: { task, claim: claimDocument(claim, ports.now()) },
    },
  );
}
