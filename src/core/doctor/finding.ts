import type { Claim } from '../task.ts';
import type { LockFact } from './condition.ts';
import { DOCTOR_RULES, type DoctorCode, type Severity } from './doctor-rules.ts';

/** One thing that `doctor` found. */
export interface Finding {
  readonly code: DoctorCode;
  readonly severity: Severity;
  /** What it is about: a path, a claim, a program. */
  readonly subject: string;
  /** What is so, with the evidence. */
  readonly message: string;
  readonly why: string;
  readonly hint: string;
  /** What `--fix` would do; null when a person has to. */
  readonly fix: string | null;
  /** Whether what would be removed may still be somebody's, so that `--yes` alone does not remove it. */
  readonly guarded: boolean;
}

/** What can be done about a finding. */
export type Repair =
  | { readonly does: 'break-lock'; readonly lock: LockFact }
  /** What the next change would do by itself. */
  | { readonly does: 'recover' }
  | { readonly does: 'remove-temporaries' }
  | { readonly does: 'remove-index' }
  | { readonly does: 'sync' }
  | { readonly does: 'release-claim'; readonly claim: Claim }
  | { readonly does: 'remove-worktree'; readonly path: string };

export interface Diagnosis {
  readonly finding: Finding;
  readonly repair: Repair | null;
}

interface Details {
  readonly subject: string;
  readonly message?: string;
  readonly hint?: string;
  readonly fix?: { readonly text: string; readonly repair: Repair; readonly guarded?: boolean };
}

/** Makes a finding of a rule; message and hint are the rule's own unless better ones are given. */
export function diagnose(code: DoctorCode, { subject, message, hint, fix }: Details): Diagnosis {
  const rule = DOCTOR_RULES[code];
  const finding: Finding = {
    code,
    severity: rule.severity,
    subject,
    message: message ?? rule.summary,
    why: rule.why,
    hint: hint ?? rule.hint,
    fix: fix?.text ?? null,
    guarded: fix?.guarded ?? false,
  };
  return { finding, repair: fix?.repair ?? null };
}
