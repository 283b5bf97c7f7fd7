/**
 * Claims are commits on the empty tree, one ref per task, moved only by compare-and-swap: of any number
 * of claimants in all work trees of a clone exactly one wins. The parent is the claim that a new
 * one renews or takes over, and a nonce keeps two equal claims from being one object.
 */
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { ClaimRequest } from '../app/ports.ts';
import { endedClaimRef, isClaimable, localClaimRef } from '../core/claim-refs.ts';
import type { Claim } from '../core/task.ts';
import { PlanError } from '../errors.ts';
import { formatClaimMessage } from './claim-record.ts';
import { EMPTY_TREE } from './empty-tree.ts';
import { requireGitVersion } from './git-version.ts';
import type { RepositoryLocation } from './locate-repository.ts';
import { readLocalClaim } from './read-claims.ts';
import { recoverClaimLocks } from './recover-ref-locks.ts';
import { isOid, readRef, zeroOid } from './refs.ts';
import { describeGitFailure, type GitResult, requireGit, runGit } from './run-git.ts';

const DURABILITY = ['-c', 'core.fsync=committed,reference'];

/** Sets the claim ref if it still holds `request.previous`. Throws `claim-taken` with the winner in `data.claim`. */
export async function putClaim(location: RepositoryLocation, request: ClaimRequest): Promise<Claim> {
  const { previous, task } = request;
  const ref = requireRefName(task);
  await requireGitVersion(location);
  const at = request.at.toISOString();
  const record = {
    task,
    actor: request.actor,
    host: request.host,
    worktree: request.worktree,
    base: request.base,
    at,
    since: previous !== null && previous.actor === request.actor ? previous.since : at,
    leaseMs: request.leaseMs,
    shared: request.shared,
  };
  const nonce = randomBytes(8).toString('hex');
  const oid = await createClaimCommit(location, formatClaimMessage({ ...record, nonce }), request);
  // A claim of another clone lies on the remote: here there is none yet.
  const expected = previous === null || previous.isForeign ? null : previous.oid;
  const args = [...DURABILITY, 'update-ref', ref, oid, expected ?? zeroOid(location)];
  const result = await updateRef(location, args);
  const parent = previous?.oid ?? null;
  if (result.status === 0) {
    return {
      ...record,
      oid,
      parent,
      seenOid: previous?.seenOid ?? null,
      isForeign: false,
      isOver: false,
      leaseFrom: at,
    };
  }
  const winner = readLocalClaim(location, task);
  if ((winner?.oid ?? null) !== expected) throw describeLoss(task, winner);
  throw describeGitFailure({ args }, result);
}

/** A claim is taken without our own lock, so a lock that a killed git has left is found only here. */
async function updateRef(location: RepositoryLocation, args: readonly string[]): Promise<GitResult> {
  const call = { root: location.root, args };
  const result = await runGit(call);
  const isLocked = result.status !== 0 && result.stderr.includes(".lock': File exists");
  return isLocked && recoverClaimLocks(location) ? runGit(call) : result;
}

/** Deletes the claim ref if it still holds this claim. False when it holds another, or is gone. */
export async function deleteClaim(location: RepositoryLocation, claim: Claim): Promise<boolean> {
  return moveClaim(location, claim, []);
}

/** Puts an earlier generation of our own back, after a later one could not be shared. */
export async function restoreClaim(location: RepositoryLocation, claim: Claim, to: Claim): Promise<boolean> {
  requireRefName(claim.task);
  const args = [...DURABILITY, 'update-ref', localClaimRef(claim.task), to.oid, claim.oid];
  return (await runGit({ root: location.root, args })).status === 0;
}

/** Deletes the claim here and notes, in the same step, that the remote is still to be told. */
export async function endClaim(location: RepositoryLocation, claim: Claim): Promise<boolean> {
  return moveClaim(location, claim, [`update ${endedClaimRef(claim.task)} ${claim.oid}`]);
}

/** Forgets a claim that the remote has been told of. */
export async function forgetEndedClaim(location: RepositoryLocation, claim: Claim): Promise<void> {
  requireRefName(claim.task);
  const args = [...DURABILITY, 'update-ref', '-d', endedClaimRef(claim.task), claim.oid];
  await runGit({ root: location.root, args });
}

async function moveClaim(location: RepositoryLocation, claim: Claim, more: readonly string[]) {
  const ref = requireRefName(claim.task);
  if (!isOid(claim.oid)) return false;
  await requireGitVersion(location);
  const args = [...DURABILITY, 'update-ref', '--stdin'];
  const input = [`delete ${ref} ${claim.oid}`, ...more, ''].join('\n');
  const result = await runGit({ root: location.root, args, input });
  if (result.status === 0) return true;
  if (readRef(location, ref) !== claim.oid) return false;
  throw describeGitFailure({ args }, result);
}

/** The claim is the actor's, so no identity has to be configured in git for it. */
async function createClaimCommit(
  location: RepositoryLocation,
  message: string,
  { actor, host, at, previous }: ClaimRequest,
): Promise<string> {
  const tree = await requireEmptyTree(location);
  const name = actor.replace(/[<>\p{Cc}]/gu, ' ').trim() || 'unknown';
  const email = `orchestrator@${host.replace(/[^A-Za-z0-9.-]/g, '-') || 'localhost'}`;
  const date = `${Math.floor(at.getTime() / 1000)} +0000`;
  const output = await requireGit({
    root: location.root,
    args: [
      ...DURABILITY,
      '-c',
      'i18n.commitEncoding=UTF-8',
      'commit-tree',
      ...parentOf(previous),
      '-F',
      '-',
      tree,
    ],
    input: message,
    env: {
      GIT_AUTHOR_NAME: name,
      GIT_AUTHOR_EMAIL: email,
      GIT_AUTHOR_DATE: date,
      GIT_COMMITTER_NAME: name,
      GIT_COMMITTER_EMAIL: email,
      GIT_COMMITTER_DATE: date,
    },
  });
  return output.toString('utf8').trim();
}

function parentOf(previous: Claim | null): string[] {
  return previous === null ? [] : ['-p', previous.oid];
}

/** git knows the empty tree without having it; `git fsck` and other programs want the object itself. */
async function requireEmptyTree({ root, commonDir, objectFormat }: RepositoryLocation): Promise<string> {
  const oid = EMPTY_TREE[objectFormat];
  if (!existsSync(join(commonDir, 'objects', oid.slice(0, 2), oid.slice(2)))) {
    await requireGit({ root, args: [...DURABILITY, 'mktree'] });
  }
  return oid;
}

function requireRefName(task: string): string {
  if (isClaimable(task)) return localClaimRef(task);
  throw new PlanError('input-invalid', `${JSON.stringify(task)} is not a task id, so it cannot be claimed.`);
}

function describeLoss(task: string, winner: Claim | null): PlanError {
  const message =
    winner === null
      ? `The claim on ${task} was released by somebody else at the same moment.`
      : `${task} is claimed by ${winner.actor} on ${winner.host} since ${winner.at}.`;
  return new PlanError('claim-taken', message, { data: { task, claim: winner } });
}
