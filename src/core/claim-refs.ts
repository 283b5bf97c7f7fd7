/**
 * Where claims lie. Those made in this clone are `claims/<task>`. What a remote held when it was last asked is
 * below `remotes/<remote>/`, as git keeps remote branches. `ended/<task>` is a claim of this clone
 * that is over here and still on the remote, until the result is pushed there too.
 */
import type { SharedPlace } from './task.ts';

export const CLAIM_REFS = 'refs/orchestrator/';

const CUSTOM_FORM = 'refs/orchestrator/claims/';
const BRANCH_FORM = 'refs/heads/orchestrator-claims/';

const SAFE_TASK_ID = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;

/** Whether a task may become part of the name of a ref. */
export function isClaimable(task: string): boolean {
  return SAFE_TASK_ID.test(task);
}

export function localClaimRef(task: string): string {
  return `${CUSTOM_FORM}${task}`;
}

export function endedClaimRef(task: string): string {
  return `${CLAIM_REFS}ended/${task}`;
}

/** The names that a shared claim may have on a remote, the better one first: some hosts take branches only. */
export function sharedClaimRefs(task: string): readonly string[] {
  return [CUSTOM_FORM + task, BRANCH_FORM + task];
}

/** Where this clone notes what a remote holds at a place. */
export function seenClaimRef({ remote, ref }: SharedPlace): string {
  const form = ref.startsWith(BRANCH_FORM) ? 'heads' : 'claims';
  return `${CLAIM_REFS}remotes/${remote}/${form}/${ref.slice(ref.lastIndexOf('/') + 1)}`;
}

/** What git is told to fetch: every claim of the remote, in both forms. */
export function claimRefspecs(remote: string): readonly string[] {
  const noted = `${CLAIM_REFS}remotes/${remote}`;
  return [`+${CUSTOM_FORM}*:${noted}/claims/*`, `+${BRANCH_FORM}*:${noted}/heads/*`];
}

export type ClaimRefName =
  | { readonly kind: 'local' | 'ended'; readonly task: string }
  | { readonly kind: 'seen'; readonly task: string; readonly place: SharedPlace };

/** What the rest of a ref's name after `refs/orchestrator/` says; null when it names no claim. */
export function parseClaimRef(rest: string): ClaimRefName | null {
  const own = /^(claims|ended)\/([^/]+)$/.exec(rest);
  const seen = /^remotes\/(.+)\/(claims|heads)\/([^/]+)$/.exec(rest);
  const task = own?.[2] ?? seen?.[3];
  if (task === undefined || !isClaimable(task)) return null;
  if (own !== null) return { kind: own[1] === 'ended' ? 'ended' : 'local', task };
  const ref = (seen?.[2] === 'heads' ? BRANCH_FORM : CUSTOM_FORM) + task;
  return { kind: 'seen', task, place: { remote: seen?.[1] ?? '', ref } };
}
