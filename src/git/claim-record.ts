/** What a claim commit says: a subject for people, then one JSON object for programs. */
import { sharedClaimRefs } from '../core/claim-refs.ts';
import type { Claim, SharedPlace } from '../core/task.ts';
import { foldLine } from './commit-message.ts';

/** A claim as it is written, with the nonce that makes every claim commit unique. */
export interface ClaimRecord extends WrittenClaim {
  readonly nonce: string;
}

/** What the message says; the rest of a claim follows from where it was found. */
export type WrittenClaim = Pick<
  Claim,
  'task' | 'actor' | 'host' | 'worktree' | 'base' | 'at' | 'since' | 'leaseMs' | 'shared'
>;

/** The latest moment that a Date can hold, counted from 1970: such a lease never ends. */
const ENDLESS_LEASE_MS = 8.64e15;

/** Formats the message of a claim commit. */
export function formatClaimMessage(record: ClaimRecord): string {
  const { leaseMs, shared, ...rest } = record;
  const subject = foldLine(`claim(${record.task}): ${record.actor}`);
  const place = shared === null ? {} : { shared };
  return `${subject}\n\n${JSON.stringify({ ...rest, lease_ms: leaseMs, ...place })}\n`;
}

/** Parses the message of a claim commit on `task`; null when it is not a whole claim on that task. */
export function parseClaimMessage(message: string, task: string): WrittenClaim | null {
  const start = message.indexOf('\n\n{');
  if (start === -1) return null;
  const { lease_ms: leaseMs, base, ...rest } = parseObject(message.slice(start + 2));
  const { actor, host, worktree, at, since } = rest;
  if (rest.task !== task || !isText(actor) || !isText(host) || !isText(worktree)) return null;
  if (!isTime(at) || !isTime(since) || !isLease(leaseMs)) return null;
  if (base !== null && !(isText(base) && /^[0-9a-f]{40,64}$/.test(base))) return null;
  const shared = rest.shared === undefined ? null : parsePlace(rest.shared, task);
  if (shared === undefined) return null;
  return { task, actor, host, worktree, base, at, since, leaseMs, shared };
}

/**
 * Stands for a claim ref whose commit cannot be read: held by an unknown actor, and never expiring. To
 * take the task for free because its claim is broken could give two people the same work.
 */
export function describeUnreadableClaim(task: string): WrittenClaim {
  const epoch = new Date(0).toISOString();
  const nobody = { actor: 'unknown', host: 'unknown', worktree: '', base: null };
  return { task, ...nobody, at: epoch, since: epoch, leaseMs: ENDLESS_LEASE_MS, shared: null };
}

function parsePlace(value: unknown, task: string): SharedPlace | undefined {
  const { remote, ref } = { ...(value as Partial<SharedPlace> | null) };
  return isText(remote) && isText(ref) && sharedClaimRefs(task).includes(ref) ? { remote, ref } : undefined;
}

function parseObject(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value.length <= 4096;
}

function isTime(value: unknown): value is string {
  return typeof value === 'string' && /^\d{4}-\d\d-\d\dT/.test(value) && !Number.isNaN(Date.parse(value));
}

function isLease(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value > 0 && value <= ENDLESS_LEASE_MS;
}
