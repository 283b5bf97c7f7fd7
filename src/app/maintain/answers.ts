/** What `maintain` answers with: one kind, told apart by `action`. */
import type { Severity } from '../../core/doctor/doctor-rules.ts';
import type { CommitReport, ProblemReport } from '../answers.ts';

export const ACTIONS = [
  'scan_cleanup',
  'validate_structure',
  'update_documentation',
  'prepare_handover',
] as const;
/** `full`: all of it; `current_subtask`: the task that the actor has claimed; `specific_subtask`: the one named. */
export const SCOPES = ['full', 'current_subtask', 'specific_subtask'] as const;
/** `basic`: lint; `standard`: also doctor; `comprehensive`: also the audit. */
export const VALIDATION_LEVELS = ['basic', 'standard', 'comprehensive'] as const;

export type MaintainAction = (typeof ACTIONS)[number];
export type ScopeName = (typeof SCOPES)[number];
export type ValidationLevel = (typeof VALIDATION_LEVELS)[number];

interface Maintained extends ProblemReport {
  readonly kind: 'maintain';
  readonly scope: ScopeName;
  /** Id of the plan or task that it was limited to; null for all. */
  readonly target: string | null;
}

/** Something that could be cleared away, or that a person should look at. */
export interface CleanupItem {
  readonly what: 'claim' | 'worktree' | 'temporary_files' | 'plan';
  /** Task id, path or plan id. */
  readonly subject: string;
  /** What is so, and why it may go or has to stay. */
  readonly message: string;
  /** What `--apply` does with it; null: nothing, a person decides. */
  readonly action: 'release' | 'remove' | null;
  /** Whether that was done now. */
  readonly done: boolean;
}

export interface CleanupAnswer extends Maintained {
  readonly action: 'scan_cleanup';
  readonly applied: boolean;
  readonly items: readonly CleanupItem[];
}

export interface ValidationFinding {
  readonly check: 'lint' | 'doctor' | 'audit';
  readonly code: string;
  readonly severity: Severity;
  /** `path:line:column`, a path, or a task id. */
  readonly place: string;
  readonly message: string;
  readonly hint: string;
}

export interface ValidationAnswer extends Maintained {
  readonly action: 'validate_structure';
  readonly validation_level: ValidationLevel;
  /** The checks that were made. */
  readonly checks: readonly ValidationFinding['check'][];
  readonly findings: readonly ValidationFinding[];
  /** Any of them makes the exit code 1. */
  readonly error_count: number;
}

export interface DocumentedFile {
  readonly path: string;
  /**
   * `current`: as this version writes it; `updated`: was the program's own text of another version, or its list
   * of plans was old; `edited`: somebody's own text, left as it is; `missing`: not there.
   */
  readonly result: 'current' | 'updated' | 'edited' | 'missing';
  readonly message: string;
}

export interface DocumentationAnswer extends Maintained, CommitReport {
  readonly action: 'update_documentation';
  readonly files: readonly DocumentedFile[];
}

export interface HandoverAnswer extends Maintained {
  readonly action: 'prepare_handover';
  /** Markdown of at most 16 KiB. */
  readonly handover: string;
}

export type MaintainAnswer = CleanupAnswer | ValidationAnswer | DocumentationAnswer | HandoverAnswer;
