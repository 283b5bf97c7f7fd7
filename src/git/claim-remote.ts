/**
 * Claims on a remote. A claim is won when the remote, asked again, holds the very commit that we made: its nonce
 * makes it ours alone, so this settles lost answers too. Both names that a claim may have are looked at,
 * because two clones that a host treats differently must not both win.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { ClaimRemote, PublishRequest, PushOutcome } from '../app/ports.ts';
import { claimRefspecs, seenClaimRef, sharedClaimRefs } from '../core/claim-refs.ts';
import type { Claim } from '../core/task.ts';
import { PlanError } from '../errors.ts';
import type { RepositoryLocation } from './locate-repository.ts';
import { fetchRefs, pushClaims, pushHead, type RefMove, readRemoteRefs } from './push-refs.ts';
import { readSeenClaims } from './read-claims.ts';
import { findRemote, type RemoteChoice } from './remotes.ts';
import { requireGit, runGit } from './run-git.ts';
import { noteSeenClaims } from './seen-claims.ts';

const ATTEMPTS = 6;
/** A host that does not take such refs says so in words like these; anything else is worth another try. */
const POLICY = /declin|hidden|prohibit|den(?:y|ied)|not allowed|protected|permission|refus/i;

/** Opens a remote; asks it nothing yet. Throws `remote-unknown`. */
export async function openClaimRemote(
  location: RepositoryLocation,
  name: string | null,
): Promise<ClaimRemote> {
  const choice = await findRemote(location, name);
  const remote = choice.name;
  return {
    name: remote,
    async fetchClaims() {
      await fetchRefs(location.root, remote, claimRefspecs(remote));
      const oids = readSeenClaims(location).map(({ oid }) => oid);
      noteSeenClaims(location, oids, new Date());
    },
    pushClaim: (claim, expected) => pushClaim(location, remote, claim, expected),
    holdsClaim: async (claim) => (await readHeld(location, remote, claim)) === claim.oid,
    readPublished: (path) => readPublished(location, choice, path),
    withdrawClaim: (claim) => withdrawClaim(location, remote, claim),
    publish: (request) => publish(location, choice, request),
  };
}

async function readPublished(
  location: RepositoryLocation,
  { name: remote, branchRef }: RemoteChoice,
  path: string,
): Promise<readonly string[]> {
  const { root } = location;
  const held = await readRemoteRefs(root, remote, ['HEAD', ...(branchRef === null ? [] : [branchRef])]);
  if (held.size > 0) await fetchRefs(root, remote, [...held.keys()]);
  const texts: string[] = [];
  for (const tip of held.values()) {
    const result = await runGit({ root, args: ['cat-file', 'blob', `${tip}:${path}`] });
    if (result.status === 0) texts.push(result.stdout.toString('utf8'));
  }
  return texts;
}

async function pushClaim(
  location: RepositoryLocation,
  remote: string,
  claim: Claim,
  expected: string | null,
): Promise<PushOutcome> {
  const ref = requirePlace(claim).ref;
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const move = { ref, expected, to: claim.oid };
    const { refusals } = await pushClaims(location.root, remote, [move]);
    const held = await readRemoteRefs(location.root, remote, sharedClaimRefs(claim.task));
    const found = held.get(ref) ?? null;
    if (found === claim.oid && held.size === 1) {
      await noteHeld(location, claim, claim.oid);
      return { kind: 'won' };
    }
    if (found === claim.oid) {
      await withdrawClaim(location, remote, claim);
      return { kind: 'lost' };
    }
    if (found !== expected) return { kind: 'lost' };
    if (refusals.length === 0) {
      // Accepted and not shown: nobody else would see it.
      await pushClaims(location.root, remote, [{ ref, expected: claim.oid, to: null }]);
      return { kind: 'refused', reason: 'the remote does not show such refs' };
    }
    const policy = refusals.find((reason) => POLICY.test(reason));
    if (policy !== undefined) return { kind: 'refused', reason: policy };
    await sleep(attempt * 40 * (0.5 + Math.random()));
  }
  throw new PlanError(
    'contention',
    `The claim on ${claim.task} could not be set at ${remote}; it stays as it was.`,
  );
}

/** True when the remote no longer holds the claim, false when it holds another one. */
async function withdrawClaim(location: RepositoryLocation, remote: string, claim: Claim): Promise<boolean> {
  const { ref } = requirePlace(claim);
  const held = await readHeld(location, remote, claim);
  if (held === claim.oid) {
    const { refusals } = await pushClaims(location.root, remote, [{ ref, expected: claim.oid, to: null }]);
    const left = refusals.length === 0 ? null : await readHeld(location, remote, claim);
    if (left === claim.oid) throw refusedBy(remote, refusals);
    await noteHeld(location, claim, left);
    return left === null;
  }
  if (held === null) await noteHeld(location, claim, null);
  return held === null;
}

async function readHeld(location: RepositoryLocation, remote: string, claim: Claim): Promise<string | null> {
  const { ref } = requirePlace(claim);
  return (await readRemoteRefs(location.root, remote, [ref])).get(ref) ?? null;
}

/** The branch and the end of the claims are one step: a claim that somebody took over stops all of it. */
async function publish(
  location: RepositoryLocation,
  { name: remote, branchRef }: RemoteChoice,
  { claims }: PublishRequest,
): Promise<{ readonly branch: string }> {
  if (branchRef === null) {
    throw new PlanError('remote-refused', 'HEAD is detached: there is no branch to push.', {
      hints: ['Switch to a branch, then run `orc sync --push`.'],
    });
  }
  const refs = claims.map((claim) => requirePlace(claim).ref);
  const held = refs.length === 0 ? new Map() : await readRemoteRefs(location.root, remote, refs);
  // One that is gone was given back or ran out and ended: nobody holds it.
  const open = claims.filter((claim) => held.has(requirePlace(claim).ref));
  const moves = open.map(
    (claim): RefMove => ({ ref: requirePlace(claim).ref, expected: claim.oid, to: null }),
  );
  const { refusals } = await pushHead(location.root, remote, { branchRef, moves });
  if (refusals.length > 0) {
    const taken = open.find((claim) => held.get(requirePlace(claim).ref) !== claim.oid);
    throw taken === undefined ? refusedBy(remote, refusals) : takenOver(remote, taken);
  }
  for (const claim of claims) await noteHeld(location, claim, null);
  return { branch: branchRef.replace(/^refs\/heads\//, '') };
}

async function noteHeld(location: RepositoryLocation, claim: Claim, oid: string | null): Promise<void> {
  const ref = seenClaimRef(requirePlace(claim));
  const args = oid === null ? ['update-ref', '-d', ref] : ['update-ref', ref, oid];
  if (oid === null || oid === claim.oid) await requireGit({ root: location.root, args });
}

function requirePlace(claim: Claim) {
  if (claim.shared !== null) return claim.shared;
  throw new PlanError('internal', `The claim on ${claim.task} is not shared.`);
}

function refusedBy(remote: string, refusals: readonly string[]): PlanError {
  const said = [...new Set(refusals)].join('; ');
  return new PlanError('remote-refused', `${remote} took nothing of the push: ${said}.`, {
    data: { remote, refusals },
  });
}

function takenOver(remote: string, claim: Claim): PlanError {
  return new PlanError(
    'claim-lost',
    `Somebody took ${claim.task} over at ${remote}; nothing was pushed. What you recorded is in your own commits.`,
    { data: { task: claim.task, expected: claim.oid } },
  );
}
