/**
 * The index in memory, as columns: what every question needs (the graph) apart from what few need (the
 * tasks themselves). It holds nothing that the files do not say.
 */
import type { KnownFacts } from '../../core/graph/graph-facts.ts';
import type { PlanNode, TaskGraph } from '../../core/graph/task-graph.ts';
import type { LintFacts } from '../../core/lint/lint-facts.ts';
import type { Problem } from '../../core/problem.ts';
import type { Plan, UnreadableFile } from '../../core/task.ts';
import type { RecordColumns } from './records.ts';

/** What the row of a file in the index refers to. */
export const FILE_KINDS = ['task', 'plan', 'unreadable'] as const;

export interface IndexData {
  readonly meta: IndexMeta;
  readonly graph: TaskGraph;
  readonly files: FileColumns;
  readonly records: RecordColumns;
  readonly lint: LintFacts;
  /** Worked out when somebody asks a question while nothing has changed: an edit does not pay for them, and keeps those that it can. */
  readonly facts: KnownFacts | null;
  /** How many files have been read again since the index was loaded or kept; infinite when it was made anew. */
  readonly unkept: number;
}

/** The small parts, kept as JSON. */
export interface IndexMeta {
  readonly size: number;
  readonly plans: readonly Plan[];
  readonly unreadable: readonly UnreadableFile[];
  /** Of single files, by path. */
  readonly fileProblems: readonly Problem[];
  /** Of single files, of folders, and between files; in order. */
  readonly problems: readonly Problem[];
  readonly folders: readonly IndexedFolder[];
  readonly planNodes: readonly PlanNode[];
  readonly dangling: TaskGraph['dangling'];
  /** Names of the roles in the facts for `lint`. */
  readonly specialists: readonly string[];
  /** How the record of the probe looked when it vouched for files; null when it was not asked. */
  readonly probed: string | null;
}

export interface IndexedFolder {
  /** Empty for `.tasks/` itself. */
  readonly name: string;
  readonly firstFile: number;
  readonly fileCount: number;
  readonly problems: readonly Problem[];
  /** What `nameFolderTrees` made of it; null when it has no such name. */
  readonly tree?: string | null;
}

/** How the files looked when they were read; four numbers of a signature per row. */
export interface FileColumns {
  /** Codes of `FILE_KINDS`. */
  readonly kind: Uint8Array;
  /** Node, index in `plans`, or index in `unreadable`. */
  readonly reference: Int32Array;
  readonly signature: BigInt64Array;
  /** 1 where the file has to be read again whatever it looks like. */
  readonly racy: Uint8Array;
  /** 1 where the probe vouched for the file. */
  readonly vouched: Uint8Array;
  /** The same for the folders. */
  readonly folderSignature: BigInt64Array;
  readonly folderRacy: Uint8Array;
}
