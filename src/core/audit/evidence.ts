/** What git shows about recorded completions, as plain data: `git/` gathers it, the judges here weigh it. */
import type { Task } from '../task.ts';

/** The part of a completed task that the audit is about. */
export type AuditRecord = Pick<
  Task,
  'id' | 'title' | 'planId' | 'path' | 'completion' | 'commits' | 'artifacts' | 'source'
>;

/** A commit of the history that says something about at least one record. */
export interface EvidenceCommit {
  readonly oid: string;
  /** The history ends here because the clone is shallow: what it changed is not known, only what it holds. */
  readonly isBoundary: boolean;
  /** Ids in lines `Task: <id>` of the message. */
  readonly tasks: readonly string[];
  /** ULIDs in lines `Task-Completion: <ULID>` of the message. */
  readonly completions: readonly string[];
  /** Whether it changes more than plan files. */
  readonly hasWork: boolean;
  /** Changes of recorded paths, and recorded contents at other paths. */
  readonly changes: readonly ContentChange[];
  /** Versions of task files that hold the completion of the task. */
  readonly records: readonly RecordVersion[];
}

/** A path as a commit leaves it; a folder ends in `/`. */
export interface ContentChange {
  readonly path: string;
  /** Null when the commit deletes it. */
  readonly oid: string | null;
}

export interface RecordVersion {
  readonly task: string;
  readonly blob: string;
  /** Whether the commit also deletes such a file elsewhere: then its history may go on there. */
  readonly isMoved: boolean;
  /** Those of the recorded names of commits and contents that this version holds. */
  readonly names: readonly string[];
}

/** What the newest commit holds, as far as the records are about it. */
export interface EvidenceTip {
  readonly oid: string;
  /** Object names at recorded paths and at the paths of the task files. */
  readonly held: ReadonlyMap<string, string>;
  /** Some paths of each recorded content. */
  readonly pathsOf: ReadonlyMap<string, readonly string[]>;
}

/** What costs more to find out, and is asked only about links that the rest leaves open. */
export interface CloserLook {
  /** Recorded names of objects that this clone has, in this history or not. */
  readonly objects: ReadonlySet<string>;
  /** Recorded commits that are gone, and the commit of this history that makes the same change. */
  readonly sameChange: ReadonlyMap<string, string>;
  /** Recorded folders that are in no commit, but each of their files is. */
  readonly wholeFolders: ReadonlySet<string>;
}

export interface Evidence {
  /** Newest first; parents never before their children. */
  readonly commits: readonly EvidenceCommit[];
  readonly tip: EvidenceTip;
  /** Why this clone does not have everything; null when it does. */
  readonly limit: 'shallow' | 'partial' | null;
  readonly closer: CloserLook;
}

export const NO_CLOSER_LOOK: CloserLook = {
  objects: new Set(),
  sameChange: new Map(),
  wholeFolders: new Set(),
};

/** The object name that an artifact records; null for a deletion. */
export function contentOf(artifact: AuditRecord['artifacts'][number]): string | null {
  if ('blob' in artifact) return artifact.blob;
  return 'tree' in artifact ? artifact.tree : null;
}
