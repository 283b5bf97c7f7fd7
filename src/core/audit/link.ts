import type { Artifact } from '../task.ts';
import type { Verdict } from './verdict.ts';

interface Judgement {
  readonly verdict: Verdict;
  /** The commit that shows it today; null when there is none, or when it cannot be told. */
  readonly found_in: string | null;
  /** The reason, as a sentence; what to do about it, where something can be done. */
  readonly why: string;
}

/** That the completion itself was recorded: the ULID in the history of the task's file. */
export interface RecordLink extends Judgement {
  readonly kind: 'record';
  readonly completion: string | null;
}

/** A recorded commit. */
export interface CommitLink extends Judgement {
  readonly kind: 'commit';
  readonly commit: string;
}

/** A recorded file or folder. */
export type ArtifactLink = Judgement & { readonly kind: 'artifact' } & Artifact;

export type AuditLink = RecordLink | CommitLink | ArtifactLink;

/** What the audit says about one completed task: its links, and the worst verdict among them. */
export interface AuditedTask {
  readonly id: string;
  readonly result: Verdict;
  readonly links: readonly AuditLink[];
}

/** Makes the judgement that all links share. */
export function judgement(verdict: Verdict, why: string, foundIn: { oid: string } | null = null): Judgement {
  return { verdict, found_in: foundIn?.oid ?? null, why };
}
export type { Judgement };

/** An object name as it is shown in a sentence. */
export function short(oid: string): string {
  return oid.slice(0, 12);
}
