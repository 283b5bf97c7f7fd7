import type { RuleCode } from '../rules.ts';

/**
 * A problem whose place is known by field. Its line is looked up later, and only in files that have a
 * problem, so that ten thousand sound files cost nothing.
 */
export interface Finding {
  readonly code: RuleCode;
  /** POSIX path relative to the root of the work tree. */
  readonly path: string;
  /** The field at fault. */
  readonly field: string;
  /** 0-based item of the field's list; null: the value as a whole. */
  readonly index: number | null;
  readonly message: string;
  /** What to do, when it is more than the rule says. */
  readonly hint?: string;
}
