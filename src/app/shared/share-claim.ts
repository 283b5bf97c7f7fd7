/**
 * A claim that other clones see. It is won here first, which settles who of this clone tries, then at the remote.
 * Whatever goes wrong there, the claim here is put back to what it was, so that nobody works on half a claim.
 */
import { sharedClaimRefs } from '../../core/claim-refs.ts';
import type { Claim } from '../../core/task.ts';
import { PlanError } from '../../errors.ts';
import type { Claimed } from '../claims.ts';
import type { ClaimRemote, ClaimRequest, Ports } from '../ports.ts';

type Sharing = Omit<ClaimRequest, 'shared'>;

/**
 * Claims a task here and at the remote. A host that takes no refs of our own gets a branch; where that is refused
 * too, the claim is for this clone only, and the warning says so. Throws `claim-taken` and `remote-unreachable`.
 */
export async function shareClaim(ports: Ports, remote: ClaimRemote, request: Sharing): Promise<Claimed> {
  const { previous, task } = request;
  const place = previous?.shared ?? null;
  const refs = place === null ? sharedClaimRefs(task) : [place.ref];
  const ended = ports.git.readEndedClaims().get(task) ?? null;
  const reasons: string[] = [];
  let last = previous;
  for (const ref of refs) {
    const claim = await ports.git.putClaim({
      ...request,
      previous: last,
      shared: { remote: remote.name, ref },
    });
    last = claim;
    const expected =
      place === null ? (ended?.shared?.ref === ref ? ended.seenOid : null) : (previous?.seenOid ?? null);
    const outcome = await pushOrRestore(ports, remote, { claim, previous, expected });
    if (outcome.kind === 'won') {
      if (ended !== null) await ports.git.forgetEndedClaim(ended);
      return {
        claim: { ...claim, seenOid: claim.oid },
        warnings: reasons.map((why) => explainForm(remote, why)),
      };
    }
    if (outcome.kind === 'lost') {
      await putBack(ports, claim, null);
      throw await describeLoss(ports, remote, task);
    }
    reasons.push(outcome.reason);
  }
  if (place !== null) {
    if (last !== null) await putBack(ports, last, previous);
    throw new PlanError(
      'remote-refused',
      `${remote.name} took no renewal of the claim on ${task}: ${reasons.join('; ')}.`,
    );
  }
  const claim = await ports.git.putClaim({ ...request, previous: last, shared: null });
  return { claim, warnings: [explainLocal(remote, reasons)] };
}

interface Attempt {
  readonly claim: Claim;
  readonly previous: Claim | null;
  readonly expected: string | null;
}

/** Without an answer it is not known what the remote holds: a first claim is kept in mind as one to end there. */
async function pushOrRestore(ports: Ports, remote: ClaimRemote, { claim, previous, expected }: Attempt) {
  try {
    return await remote.pushClaim(claim, expected);
  } catch (error) {
    if (previous !== null && !previous.isForeign) await ports.git.restoreClaim(claim, previous);
    else await ports.git.endClaim(claim);
    throw error;
  }
}

/** What a remote holds is seen by fetching: a claim of this clone must not stand before it. */
async function putBack(ports: Ports, claim: Claim, to: Claim | null): Promise<void> {
  if (to !== null && !to.isForeign) await ports.git.restoreClaim(claim, to);
  else await ports.git.deleteClaim(claim);
}

async function describeLoss(ports: Ports, remote: ClaimRemote, task: string): Promise<PlanError> {
  await remote.fetchClaims();
  const winner = ports.git.readClaims().get(task);
  const message =
    winner === undefined
      ? `The claim on ${task} changed hands at ${remote.name} at the same moment.`
      : `${task} is claimed by ${winner.actor} on ${winner.host} since ${winner.since}, as ${remote.name} says.`;
  return new PlanError('claim-taken', message, { data: { task, claim: winner ?? null } });
}

function explainForm({ name }: ClaimRemote, reason: string): string {
  return `${name} takes no refs of its own for claims (${reason}): the claim is a branch there, orchestrator-claims/…`;
}

function explainLocal({ name }: ClaimRemote, reasons: readonly string[]): string {
  return `${name} refuses claims (${[...new Set(reasons)].join('; ')}): this one holds in this clone only, and other clones do not see it.`;
}
