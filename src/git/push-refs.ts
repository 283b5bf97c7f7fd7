/** Calls to a remote, with no terminal and within a time limit. What a remote says about a ref is only read, never guessed. */
import { PlanError } from '../errors.ts';
import { type GitResult, runGit } from './run-git.ts';

/** One ref of a push that must hold `expected` at the remote, or nothing. */
export interface RefMove {
  readonly ref: string;
  readonly expected: string | null;
  /** Null: the ref is deleted. */
  readonly to: string | null;
}

interface PushAnswer {
  /** What `git push --porcelain` says in brackets and parentheses of every ref that was refused; empty when all went through. */
  readonly refusals: readonly string[];
}

const CLAIM_TIMEOUT_MS = 60_000;
const PUBLISH_TIMEOUT_MS = 20 * 60_000;

/** Moves claims at a remote by compare-and-swap, all or none. Runs no hook of the user: nothing of theirs is pushed. */
export function pushClaims(root: string, remote: string, moves: readonly RefMove[]): Promise<PushAnswer> {
  const options = ['--no-verify', '--no-follow-tags', '--recurse-submodules=no'];
  return push(root, remote, { options, moves, refspecs: [], timeoutMs: CLAIM_TIMEOUT_MS });
}

/** Pushes HEAD to a branch together with the claims, all or none. The branch is never forced, and hooks run. */
export function pushHead(
  root: string,
  remote: string,
  { branchRef, moves }: { readonly branchRef: string; readonly moves: readonly RefMove[] },
): Promise<PushAnswer> {
  const refspecs = [`HEAD:${branchRef}`];
  return push(root, remote, { options: [], moves, refspecs, timeoutMs: PUBLISH_TIMEOUT_MS });
}

interface Push {
  readonly options: readonly string[];
  readonly moves: readonly RefMove[];
  readonly refspecs: readonly string[];
  readonly timeoutMs: number;
}

async function push(root: string, remote: string, { options, moves, refspecs, timeoutMs }: Push) {
  const leases = moves.map(({ ref, expected }) => `--force-with-lease=${ref}:${expected ?? ''}`);
  const all = [...refspecs, ...moves.map(({ ref, to }) => `${to ?? ''}:${ref}`)];
  const atomic = all.length > 1 ? ['--atomic'] : [];
  const args = ['push', '--porcelain', ...atomic, ...options, ...leases, '--', remote, ...all];
  const result = await runGit({ root, args, timeoutMs });
  const refusals = parseRefusals(result.stdout.toString('utf8'));
  if (result.status !== 0 && refusals.length === 0) throw describeUnreachable(remote, result);
  return { refusals };
}

/** What the remote holds at these refs, and at no others. Throws `remote-unreachable`. */
export async function readRemoteRefs(
  root: string,
  remote: string,
  refs: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const args = ['ls-remote', '--', remote, ...refs];
  const result = await runGit({ root, args, timeoutMs: CLAIM_TIMEOUT_MS });
  if (result.status !== 0) throw describeUnreachable(remote, result);
  const lines = result.stdout.toString('utf8').split('\n');
  const held = lines.map((line) => line.split('\t')).filter(([, ref = '']) => refs.includes(ref));
  return new Map(held.map(([oid = '', ref = '']) => [ref, oid]));
}

/** Fetches by these refspecs only, and removes what the remote no longer has. Throws `remote-unreachable`. */
export async function fetchRefs(root: string, remote: string, refspecs: readonly string[]): Promise<void> {
  const options = ['--quiet', '--prune', '--no-tags', '--refmap=', '--no-write-fetch-head'];
  const quiet = ['--no-auto-maintenance', '--recurse-submodules=no'];
  const args = ['fetch', ...options, ...quiet, '--', remote, ...refspecs];
  const result = await runGit({ root, args, timeoutMs: CLAIM_TIMEOUT_MS });
  if (result.status !== 0) throw describeUnreachable(remote, result);
}

/** Lines of refs are `<flag>\t<from>:<to>\t<summary>`; `!` flags what was not done. */
function parseRefusals(porcelain: string): string[] {
  const lines = porcelain.split('\n').map((line) => line.split('\t'));
  return lines.filter(([flag]) => flag === '!').map(([, , summary = '']) => summary);
}

function describeUnreachable(remote: string, { status, stderr }: GitResult): PlanError {
  const said = stderr.trim() || (status === -1 ? 'it did not answer in time' : `exit status ${status}`);
  return new PlanError('remote-unreachable', `The remote ${remote} cannot be used: ${said}`, {
    data: { remote, stderr },
  });
}
