/** Reads claims from the refs of this clone: those made here, and those that remotes held when they were last asked. */
import { CLAIM_REFS, type ClaimRefName, localClaimRef, parseClaimRef } from '../core/claim-refs.ts';
import type { Claim, SharedPlace } from '../core/task.ts';
import { describeUnreadableClaim, parseClaimMessage } from './claim-record.ts';
import type { RepositoryLocation } from './locate-repository.ts';
import { readCommits, readMessage } from './read-commits.ts';
import { listRefs, readRef } from './refs.ts';
import { readFirstSeen } from './seen-claims.ts';

interface ClaimRef {
  readonly name: ClaimRefName;
  /** Empty when the ref cannot be read. */
  readonly oid: string;
}

interface FoundRef {
  readonly task: string;
  readonly oid: string;
  /** Of a claim that a remote holds: where. */
  readonly place: SharedPlace | null;
}

/** What is known of remotes. */
interface Sightings {
  /** What each place held, by remote and ref. */
  readonly oids: ReadonlyMap<string, string>;
  /** When each claim was first seen there. */
  readonly times: ReadonlyMap<string, string>;
}

const NOTHING_SEEN: Sightings = { oids: new Map(), times: new Map() };

interface FoundClaims {
  readonly local: ReadonlyMap<string, Claim>;
  readonly ended: ReadonlyMap<string, Claim>;
  readonly seen: readonly Claim[];
}

/**
 * Reads all claims, live and expired, by task id. One that cannot be read is held by `unknown`
 * and does not expire; a ref whose name is no task id is passed over, since it claims no task.
 * A claim made here counts, unless a remote showed that somebody took over what was shared there. Where there is none, the
 * one that ended in another work tree does.
 */
export function readClaims(location: RepositoryLocation): ReadonlyMap<string, Claim> {
  const { local, ended, seen } = findClaims(location);
  const claims = new Map(local);
  for (const claim of seen) {
    const own = local.get(claim.task);
    const isOver = ended.get(claim.task)?.oid === claim.oid;
    if (own === undefined ? !isOver && !claims.has(claim.task) : isTakenOver(own, claim)) {
      claims.set(claim.task, claim);
    }
  }
  for (const [task, claim] of ended) {
    if (!claims.has(task) && claim.worktree !== location.root) claims.set(task, { ...claim, isOver: true });
  }
  return claims;
}

/** The claims that remotes hold, as they were when last asked. */
export function readSeenClaims(location: RepositoryLocation): readonly Claim[] {
  return findClaims(location).seen;
}

/** Claims that are over here, and of which the remote has not been told. */
export function readEndedClaims(location: RepositoryLocation): ReadonlyMap<string, Claim> {
  return findClaims(location).ended;
}

/** The claim that was made in this clone; null when there is none. */
export function readLocalClaim(location: RepositoryLocation, task: string): Claim | null {
  const oid = readRef(location, localClaimRef(task));
  if (oid === null) return null;
  return interpret({ task, oid, place: null }, readCommits(location, [oid]).get(oid), NOTHING_SEEN);
}

/** Other than ours, and not what ours renewed: a renewal that did not get through is still ours. */
function isTakenOver(own: Claim, seen: Claim): boolean {
  const isSamePlace = own.shared?.remote === seen.shared?.remote && own.shared?.ref === seen.shared?.ref;
  return isSamePlace && seen.oid !== own.oid && seen.oid !== own.parent;
}

function findClaims(location: RepositoryLocation): FoundClaims {
  const refs: ClaimRef[] = [...listRefs(location, CLAIM_REFS)].flatMap(([rest, oid]) => {
    const name = parseClaimRef(rest);
    return name === null ? [] : [{ name, oid: oid ?? '' }];
  });
  const commits = readCommits(
    location,
    refs.flatMap(({ oid }) => (oid === '' ? [] : [oid])),
  );
  const sightings = findSightings(location, refs);
  const interpretRef = ({ name, oid }: ClaimRef) => {
    const place = name.kind === 'seen' ? name.place : null;
    return interpret({ task: name.task, oid, place }, commits.get(oid), sightings);
  };
  const byTask = (kind: 'local' | 'ended') =>
    new Map(
      refs.filter(({ name }) => name.kind === kind).map((ref) => [ref.name.task, interpretRef(ref)] as const),
    );
  const seen = refs.filter(({ name }) => name.kind === 'seen').map(interpretRef);
  return { local: byTask('local'), ended: byTask('ended'), seen };
}

function findSightings(location: RepositoryLocation, refs: readonly ClaimRef[]): Sightings {
  const oids = new Map<string, string>();
  for (const { name, oid } of refs) if (name.kind === 'seen') oids.set(nameOf(name.place), oid);
  return oids.size === 0 ? NOTHING_SEEN : { oids, times: readFirstSeen(location) };
}

function nameOf({ remote, ref }: SharedPlace): string {
  return `${remote} ${ref}`;
}

function interpret(
  { task, oid, place }: FoundRef,
  commit: string | undefined,
  { oids, times }: Sightings,
): Claim {
  const read = commit === undefined ? null : parseClaimMessage(readMessage(commit), task);
  const written = read ?? describeUnreadableClaim(task);
  const shared = place ?? written.shared;
  return {
    ...written,
    oid,
    parent: /^parent ([0-9a-f]+)$/m.exec(commit?.split('\n\n', 1)[0] ?? '')?.[1] ?? null,
    shared,
    seenOid: shared === null ? null : (oids.get(nameOf(shared)) ?? null),
    isForeign: place !== null,
    isOver: false,
    leaseFrom: place === null ? written.at : (times.get(oid) ?? ''),
  };
}
