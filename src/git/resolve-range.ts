/** Turns what a user names into the two commits to compare: one call to git for both and for where they parted. */
import type { RangeRequest, ResolvedRange } from '../app/ports.ts';
import { PlanError } from '../errors.ts';
import { HISTORY_AS_IT_IS } from './audit-range.ts';
import type { RepositoryLocation } from './locate-repository.ts';
import { isOid, readHead, readRef } from './refs.ts';
import { runGit } from './run-git.ts';

/** Where a branch is usually merged into, the surest first. */
const DEFAULT_BASES = [
  'refs/remotes/origin/HEAD',
  'refs/remotes/origin/main',
  'refs/remotes/origin/master',
  'refs/heads/main',
  'refs/heads/master',
];

/** Resolves both ends. Throws `revision-unknown` and `no-common-history`. */
export async function resolveRange(
  location: RepositoryLocation,
  { base, head, fromMergeBase }: RangeRequest,
): Promise<ResolvedRange> {
  const from = base ?? findDefaultBase(location);
  if (from === null) return { base: null, head: head === null ? null : await resolve(location, head) };
  const to = head ?? 'HEAD';
  const [toOid, fromOid, ...parted] = await parse(location, from, to);
  if (fromOid === undefined || toOid === undefined) throw await findUnknown(location, [from, to]);
  if (!fromMergeBase) return { base: fromOid, head: head === null ? null : toOid };
  // Several: each is as good as the others, and git takes the first too.
  const start = parted[0]?.slice(1);
  if (start === undefined) {
    throw new PlanError('no-common-history', `${from} and ${to} have no commit in common here.`, {
      data: { base: from, head: to },
    });
  }
  return { base: start, head: head === null ? null : toOid };
}

/** The commit that HEAD starts from when nobody names one; null before the first commit. */
function findDefaultBase(location: RepositoryLocation): string | null {
  for (const name of DEFAULT_BASES) {
    const oid = readRef(location, name);
    if (oid !== null) return oid;
  }
  return readHead(location).oid;
}

/** `head`, `base`, and `^` before each commit where they parted; empty when one of them is unknown. */
async function parse({ root }: RepositoryLocation, base: string, head: string): Promise<string[]> {
  for (const revision of [base, head]) requirePlain(revision);
  const args = ['rev-parse', '--revs-only', `${base}^{commit}...${head}^{commit}`, '--'];
  const { status, stdout } = await runGit({ root, args, env: HISTORY_AS_IT_IS });
  const lines = stdout.toString('latin1').split('\n').filter(Boolean);
  return status === 0 && lines.length >= 2 ? lines : [];
}

async function resolve({ root }: RepositoryLocation, revision: string): Promise<string> {
  requirePlain(revision);
  const args = ['rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`];
  const { stdout } = await runGit({ root, args, env: HISTORY_AS_IT_IS });
  const oid = stdout.toString('latin1').trim();
  if (isOid(oid)) return oid;
  throw unknownRevision(revision);
}

/** No name of a commit begins like an option, is empty, or is a range of its own. */
function requirePlain(revision: string): void {
  if (revision === '' || /^[-^]|\.\.|[\0\n]/.test(revision)) throw unknownRevision(revision);
}

async function findUnknown(location: RepositoryLocation, revisions: readonly string[]): Promise<PlanError> {
  for (const revision of revisions) {
    try {
      await resolve(location, revision);
    } catch (error) {
      if (error instanceof PlanError) return error;
      throw error;
    }
  }
  return unknownRevision(revisions.join('...'));
}

function unknownRevision(revision: string): PlanError {
  return new PlanError('revision-unknown', `There is no commit ${JSON.stringify(revision)} here.`, {
    data: { revision },
  });
}
