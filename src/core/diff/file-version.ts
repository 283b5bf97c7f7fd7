import type { Problem } from '../problem.ts';
import type { Plan, Task, UnreadableFile, WrittenPlan, WrittenTask } from '../task.ts';
import type { WrittenBody } from './find-field-changes.ts';

/** What one plan or task file says on one side of a comparison. */
export interface FileVersion {
  readonly kind: 'plan' | 'task';
  /** What its name claims. */
  readonly id: string;
  readonly planId: string;
  readonly path: string;
  /** Blob oid of its bytes; empty when they could not be read at all. */
  readonly revision: string;
  /** Null when the file cannot be read, or is of the other kind. */
  readonly task: Task | null;
  readonly plan: Plan | null;
  readonly written: WrittenTask | WrittenPlan | null;
  readonly body: WrittenBody | null;
  /** The body as it stands. */
  readonly bodyText: string;
  /** Set when it cannot be read. */
  readonly unreadable: UnreadableFile | null;
  readonly problems: readonly Problem[];
  /** Place of a field's value, or of the item `index` of its list. */
  readonly locateField: (field: string, index?: number) => { line: number; column: number };
}

/** The two sides of one file or, when it got another name or folder, of one task or plan. */
export interface VersionPair {
  readonly before: FileVersion | null;
  readonly after: FileVersion | null;
}
