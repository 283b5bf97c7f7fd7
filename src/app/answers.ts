/**
 * The documents that use cases answer with: what `--json` prints and what an MCP tool returns as
 * structured content, key for key. Every answer has a `kind`; the edges add `schema: 1`.
 */
import type { FieldChange } from '../core/diff/find-field-changes.ts';
import type { Problem } from '../core/problem.ts';
import type { Progress } from '../core/progress.ts';
import type { Artifact, Blocker, Complexity, Priority, SharedPlace, State, Status } from '../core/task.ts';
import type { LeftConflict } from './merge/resolve-conflicts.ts';

/** Problems travel with every answer, so that no surface can hide an unreadable file. */
export interface ProblemReport {
  readonly problem_count: number;
  /** The first 20; `lint` gives all. */
  readonly problems: readonly Problem[];
}

export interface ClaimDocument {
  readonly task: string;
  readonly actor: string;
  readonly host: string;
  readonly worktree: string;
  readonly base: string | null;
  readonly at: string;
  readonly since: string;
  readonly expires_at: string;
  readonly expired: boolean;
  /** The claim's commit: its fencing token. */
  readonly oid: string;
  /** Where other clones see it; null when only this clone does. */
  readonly shared: SharedPlace | null;
}

/** A push of the branch together with the end of the claims whose results it holds. */
export interface Publication {
  readonly remote: string;
  readonly branch: string;
  /** Tasks. */
  readonly claims_ended: readonly string[];
}

export interface TaskDocument {
  readonly id: string;
  /** Null when the file cannot be read; so are the other fields that only the file knows. */
  readonly title: string | null;
  readonly plan: string;
  readonly path: string;
  readonly status: Status | null;
  readonly state: State;
  readonly specialist: string | null;
  readonly priority: Priority | null;
  readonly complexity: Complexity | null;
  readonly effort: string | null;
  readonly depends_on: readonly string[];
  readonly blocked_by: readonly Blocker[];
  readonly dependents: readonly string[];
  readonly ready: boolean;
  readonly claim: ClaimDocument | null;
  readonly commits: readonly string[];
  readonly artifacts: readonly Artifact[];
  readonly completion: string | null;
  readonly revision: string | null;
}

export interface PlanSummary {
  readonly id: string;
  readonly title: string | null;
  readonly state: string;
  readonly progress: Progress;
}

export interface InitAnswer extends ProblemReport {
  readonly kind: 'init';
  readonly created: readonly string[];
  readonly kept: readonly string[];
  /** Hooks that were taken away. */
  readonly removed: readonly string[];
  /** What a person should know about it. */
  readonly notes: readonly string[];
  readonly dry_run: boolean;
}

export interface SessionAnswer extends ProblemReport {
  readonly kind: 'session';
  readonly root: string;
  readonly branch: string | null;
  readonly head: string | null;
  readonly actor: string;
  /** Plans that are neither completed nor cancelled. */
  readonly plans: readonly PlanSummary[];
  /** Tasks that this actor has claimed: to resume. */
  readonly claimed: readonly TaskDocument[];
  /** The first 50. */
  readonly ready: readonly TaskDocument[];
  /** How many there are in all. */
  readonly ready_total: number;
  readonly specialists: readonly { readonly name: string; readonly description: string }[];
}

export interface PlannedTask {
  readonly id: string;
  readonly title: string;
  /** The caller's own name for it (`task_id` of the input), or null. */
  readonly input_id: string | null;
  readonly path: string;
  readonly specialist: string;
  readonly depends_on: readonly string[];
}

/** How a mutation ended in git. */
export interface CommitReport {
  /** The commit that holds the change, or null. */
  readonly commit: string | null;
  readonly committed: boolean;
  /** Why nothing was committed (`recorded, not committed: …`); null when it was. */
  readonly not_committed: string | null;
}

export interface PlanAnswer extends ProblemReport, CommitReport {
  readonly kind: 'plan';
  readonly plan_id: string;
  readonly title: string;
  readonly path: string;
  readonly tasks: readonly PlannedTask[];
  readonly dry_run: boolean;
}

export interface BriefAnswer extends ProblemReport {
  readonly kind: 'brief';
  readonly task: TaskDocument;
  readonly claim: ClaimDocument;
  /** Markdown in four layers: session, task, specialist, environment. */
  readonly brief: string;
  /** What was asked for and could not be done: a claim that only this clone sees, and the like. */
  readonly warnings: readonly string[];
}

export interface CompletionAnswer extends ProblemReport, CommitReport {
  readonly kind: 'completion';
  readonly task: TaskDocument;
  readonly status: Status;
  readonly commits: readonly string[];
  readonly artifacts: readonly Artifact[];
  /** True when the same completion was recorded before and nothing was written now. */
  readonly repeated: boolean;
  readonly progress: Progress;
  readonly next_task: TaskDocument | null;
  /** What to do now, in a sentence. */
  readonly next_step: string;
  /** What a reviewer should know: artifacts in no commit, and the like. */
  readonly warnings: readonly string[];
  /** What was pushed; empty unless asked for. */
  readonly published: readonly Publication[];
}

export interface SynthesisAnswer extends ProblemReport, CommitReport {
  readonly kind: 'synthesis';
  readonly plan: PlanSummary;
  readonly path: string;
  /** Whether every task is completed or cancelled. */
  readonly complete: boolean;
  /** The text of synthesis.md. */
  readonly text: string;
}

export interface StatusAnswer extends ProblemReport {
  readonly kind: 'status';
  readonly plans: readonly PlanSummary[];
  /**
   * Unreadable and in progress first, then ready, then the rest that is open; completed and cancelled only
   * when asked for. The first 50, or all of a plan.
   */
  readonly tasks: readonly TaskDocument[];
  /** How many there are in all. */
  readonly task_total: number;
}

export interface ListAnswer extends ProblemReport {
  readonly kind: 'list';
  readonly tasks: readonly TaskDocument[];
  /** How many match, whatever the limit. */
  readonly total: number;
}

export interface ReadyAnswer extends ProblemReport {
  readonly kind: 'ready';
  readonly tasks: readonly TaskDocument[];
  readonly total: number;
}

export interface NextAnswer extends ProblemReport {
  readonly kind: 'next';
  readonly task: TaskDocument | null;
  readonly reasons: readonly string[];
  /** With `--parallel n`: up to n tasks whose files do not overlap. */
  readonly tasks: readonly TaskDocument[];
  /** With `--worktree`: those that were begun, each in a work tree of its own. */
  readonly started: readonly StartedTask[];
  /** With `--worktree`: those that could not be begun. */
  readonly refused: readonly RefusedTask[];
}

export interface StartedTask {
  readonly task: TaskDocument;
  readonly claim: ClaimDocument;
  /** Absolute path. */
  readonly worktree: string;
  readonly branch: string;
  readonly warnings: readonly string[];
}

export interface RefusedTask {
  readonly task: string;
  readonly code: string;
  readonly message: string;
}

export interface ShowTaskAnswer extends ProblemReport {
  readonly kind: 'show';
  readonly task: TaskDocument;
  readonly body: string;
}

export interface ShowPlanAnswer extends ProblemReport {
  readonly kind: 'show';
  readonly plan: PlanSummary;
  readonly tasks: readonly TaskDocument[];
  readonly body: string;
}

export interface GraphAnswer extends ProblemReport {
  readonly kind: 'graph';
  readonly nodes: readonly TaskDocument[];
  /** `from` has to be completed before `to`. */
  readonly edges: readonly { readonly from: string; readonly to: string }[];
  /** Unfinished tasks; those of a wave can be done side by side once the waves before it are done. */
  readonly waves: readonly (readonly string[])[];
  /** The longest weighted chain of what is still to be done, first task first. */
  readonly critical_path: readonly string[];
  readonly critical_path_hours: number;
  /** Each as a way round: `[a, b, a]` says that a waits for b and b for a. */
  readonly cycles: readonly (readonly string[])[];
  /** The plans that were asked for; a node of another plan is there because one of theirs depends on it. */
  readonly plans: readonly PlanSummary[];
}

export interface UpdateAnswer extends ProblemReport, CommitReport {
  readonly kind: 'update';
  readonly task: TaskDocument;
  /** What became of a claim that other clones see, where a person should know. */
  readonly warnings: readonly string[];
}

export interface UpdatePlanAnswer extends ProblemReport, CommitReport {
  readonly kind: 'update';
  readonly plan: PlanSummary;
}

export interface ClaimsAnswer extends ProblemReport {
  readonly kind: 'claims';
  readonly claims: readonly ClaimDocument[];
  /** Claims that are over here and stay at a remote until the results are pushed. */
  readonly unpublished: readonly ClaimDocument[];
  /** The remote that was asked; null when none was. */
  readonly remote: string | null;
}

/** What one commit did to one plan or task. */
export interface LogEntry {
  readonly commit: string;
  /** When it was committed, RFC 3339. */
  readonly at: string;
  readonly author: string;
  /** First line of the message. */
  readonly subject: string;
  /** Null when it is the plan's own file. */
  readonly task: string | null;
  readonly plan: string;
  /** After the commit, or before it when the file was removed; so is the title, null when it cannot be read. */
  readonly path: string;
  readonly title: string | null;
  /**
   * Why the changes may not be all: a version that breaks the format, or that this clone does not have. Null when
   * they are.
   */
  readonly unread: 'unreadable' | 'missing' | null;
  /**
   * By the names of the fields, null where one is absent; also the sections of the body, `file` (the path),
   * `readable`, and `synthesis` (the blob).
   */
  readonly changes: readonly FieldChange[];
}

export interface LogAnswer extends ProblemReport {
  readonly kind: 'log';
  /** Newest first. */
  readonly entries: readonly LogEntry[];
  /** Whether there are older ones. */
  readonly more: boolean;
  /** Commits at which this shallow clone ends; what was before them is not known. */
  readonly ends_at: readonly string[];
  /** Who works now on what is told of. */
  readonly claims: readonly ClaimDocument[];
}

export interface MergeAnswer extends ProblemReport {
  readonly kind: 'merge';
  /** What git is in the middle of (`merge`, `rebase`, `cherry-pick`, `revert`), or null. */
  readonly operation: string | null;
  /** Files that were merged and staged. */
  readonly resolved: readonly string[];
  /** Files that are left to a person. */
  readonly conflicted: readonly string[];
  /** The same, with the reason, and with what both sides changed. */
  readonly left: readonly LeftConflict[];
  /** How many conflicted files lie outside `.tasks/`. */
  readonly elsewhere: number;
  /** What to do now, in a sentence. */
  readonly next_step: string;
}

export interface SyncAnswer extends ProblemReport {
  readonly kind: 'sync';
  readonly commits: readonly { readonly oid: string; readonly subject: string }[];
  /** What was pushed; empty unless asked for. */
  readonly published: readonly Publication[];
}

/** A correction that `lint --fix` made; the path is the one after it. */
export interface FixDocument {
  readonly path: string;
  readonly code: string;
  readonly message: string;
}

export interface LintAnswer extends ProblemReport {
  readonly kind: 'lint';
  /** Problems of severity `error`: any of them makes the exit code 1. */
  readonly error_count: number;
  /** How many plan and task files were looked at. */
  readonly checked: number;
  readonly fixed: readonly FixDocument[];
}
