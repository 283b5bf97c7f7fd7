/** What `doctor` judges, as plain values: gathered by the store and by git, so that judging needs neither. */
import type { Claim } from '../task.ts';

/** A lock file, ours or git's own. */
export interface LockFact {
  /** Absolute. */
  readonly path: string;
  /** RFC 3339, UTC: when it was taken. */
  readonly since: string;
  /** Null when the file does not say who took it, as with every lock of git. */
  readonly holder: { readonly pid: number; readonly host: string; readonly nonce: string } | null;
  /** `unknown` when the holder lives elsewhere, or nobody is named. */
  readonly state: 'alive' | 'dead' | 'unknown';
  /** Tells this file from a later one at the same path. */
  readonly signature: string;
}

/** A linked work tree. */
interface WorktreeFact {
  /** Absolute. */
  readonly path: string;
  /** Short name of the branch that is checked out; null when detached. */
  readonly branch: string | null;
  /** Whether its folder is gone. */
  readonly isMissing: boolean;
  /** Why it is locked, perhaps empty; null when it is not. */
  readonly lock: string | null;
}

/** A hook or merge driver of ours, and the program that it would start. */
export interface InstalledPart {
  /** Path of a hook, or the name of a setting. */
  readonly name: string;
  /** The program when it is not there; null when it is. */
  readonly missing: string | null;
}

/** What git says of itself and of the repository. */
export interface RepositoryFacts {
  /** As `git version` prints it; null when git could not be started. */
  readonly gitVersion: string | null;
  /** What git says when it does not know who commits; null when it does. */
  readonly identityFault: string | null;
  readonly isLinked: boolean;
  readonly isShallow: boolean;
  readonly isPartial: boolean;
  readonly isSparse: boolean;
  readonly objectFormat: string;
  readonly refFormat: string;
  /** Committer time of HEAD; null without one. */
  readonly headAtMs: number | null;
  /** Where it is said that `.tasks` is ignored: `<file>:<line>: <pattern>`; null when it is not. */
  readonly ignoredBy: string | null;
  /** Tracked paths under `.tasks` that differ in nothing but case, group by group. */
  readonly collisions: readonly (readonly string[])[];
  readonly foldsCase: boolean;
  readonly parts: readonly InstalledPart[];
}

/** What the disk says. */
export interface DiskFacts {
  readonly nodeVersion: string;
  readonly tasksFolder: 'folder' | 'missing' | 'symbolic link' | 'no folder';
  /** Absolute paths of temporary files whose writer is gone. */
  readonly temporaries: readonly string[];
  /** Whether an index is there that cannot be used. */
  readonly isIndexDamaged: boolean;
  /** Folder of the program where compiled code cannot be kept; null when it can. */
  readonly readOnlyCodeFolder: string | null;
  readonly locks: readonly LockFact[];
  /** Of the folders asked about, those that do not exist. */
  readonly missingFolders: readonly string[];
}

/** Everything that the checks look at. */
export interface Condition {
  /** Those of tasks and others; the main one is not among them. */
  readonly worktrees: readonly WorktreeFact[];
  /** Whether `.gitattributes` names the merge driver and this clone does not know it. */
  readonly isDriverUnset: boolean;
  readonly repository: RepositoryFacts;
  readonly disk: DiskFacts;
  /**
   * Ids of git's processes that work in this clone or cannot be judged; null where that cannot be seen. Looked for
   * only when there is a lock that names nobody.
   */
  readonly gitProcesses: readonly number[] | null;
  readonly host: string;
  readonly nowMs: number;
  readonly claims: readonly Claim[];
  /** Plan and task files that differ from HEAD though commits are on; empty when they are off. */
  readonly uncommitted: readonly string[];
  /** Names what git is in the middle of, or null. */
  readonly busy: string | null;
  /** Paths of files with an error. */
  readonly unusable: readonly string[];
}
