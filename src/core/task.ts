/** The vocabulary of plans and tasks: what a file says (`WrittenTask`) and what it means (`Task`). */

export const STATUSES = ['pending', 'in_progress', 'blocked', 'completed', 'failed', 'cancelled'] as const;
export const PRIORITIES = ['critical', 'high', 'medium', 'low'] as const;
export const COMPLEXITIES = ['trivial', 'simple', 'moderate', 'complex', 'very_complex'] as const;
export const ARTIFACT_TYPES = [
  'code',
  'documentation',
  'analysis',
  'design',
  'test',
  'config',
  'general',
] as const;
export const STATES = [
  'ready',
  'waiting',
  'in_progress',
  'blocked',
  'completed',
  'failed',
  'cancelled',
  'unreadable',
] as const;
const BLOCK_REASONS = [
  'pending',
  'in_progress',
  'blocked',
  'failed',
  'cancelled',
  'missing',
  'unreadable',
  'ambiguous',
  'cycle',
  'plan',
] as const;

/** What the file says. */
export type Status = (typeof STATUSES)[number];
/** What is derived from the file, its dependencies and the claims. */
export type State = (typeof STATES)[number];
export type Priority = (typeof PRIORITIES)[number];
export type Complexity = (typeof COMPLEXITIES)[number];
export type ArtifactType = (typeof ARTIFACT_TYPES)[number];
export type BlockReason = (typeof BLOCK_REASONS)[number];

/** What stands between a task and its being ready: a task id, or a plan id with reason `plan` or `unreadable`. */
export interface Blocker {
  readonly id: string;
  readonly reason: BlockReason;
}

/** A file recorded by a completion: with its blob oid, as deleted, or a whole directory (`path` ends in `/`). */
export type Artifact =
  | { readonly path: string; readonly blob: string }
  | { readonly path: string; readonly deleted: true }
  | { readonly path: string; readonly tree: string };

/** The known fields as they stand in a task file: absent stays absent, no default is filled in. */
export interface WrittenTask {
  id: string;
  title: string;
  status?: Status;
  specialist?: string;
  priority?: Priority;
  depends_on?: readonly string[];
  complexity?: Complexity;
  effort?: string;
  files?: readonly string[];
  reason?: string;
  started_at?: string;
  completed_at?: string;
  completed_by?: string;
  completion?: string;
  commits?: readonly string[];
  artifacts?: readonly Artifact[];
  artifact_type?: ArtifactType;
  source?: string;
}

/** The known fields as they stand in a plan file. */
export interface WrittenPlan {
  id: string;
  title: string;
  complexity?: Complexity;
  context?: string;
  parent?: string;
  cancelled?: boolean;
  reason?: string;
}

/** A readable task file with every default filled in. */
export interface Task {
  readonly id: string;
  readonly title: string;
  /** The folder that holds the file: the id of its plan. */
  readonly planId: string;
  /** POSIX path relative to the root of the work tree. */
  readonly path: string;
  readonly status: Status;
  readonly specialist: string;
  readonly priority: Priority;
  readonly dependsOn: readonly string[];
  readonly complexity: Complexity;
  /** As written, or null; see `effortHours` for the weight. */
  readonly effort: string | null;
  /** Weight on the critical path, hours: from `effort`, else from `complexity`. */
  readonly effortHours: number;
  readonly files: readonly string[];
  readonly reason: string | null;
  readonly startedAt: string | null;
  readonly completedAt: string | null;
  readonly completedBy: string | null;
  readonly completion: string | null;
  readonly commits: readonly string[];
  readonly artifacts: readonly Artifact[];
  readonly artifactType: ArtifactType;
  readonly source: string | null;
  /** Blob oid of the file's bytes as they are in the work tree. */
  readonly revision: string;
}

/** A readable plan file with every default filled in. */
export interface Plan {
  readonly id: string;
  readonly title: string;
  readonly path: string;
  readonly complexity: Complexity;
  readonly context: string | null;
  /** The task that this plan breaks down, or null. */
  readonly parent: string | null;
  readonly cancelled: boolean;
  readonly reason: string | null;
  readonly revision: string;
}

/** A plan or task file that cannot be read: known only by where it lies. */
export interface UnreadableFile {
  readonly kind: 'plan' | 'task';
  /** The id that its name claims (`<id>.md`, or the folder for a plan); may break the id grammar. */
  readonly id: string;
  readonly planId: string;
  readonly path: string;
  /** Of a plan: what its `parent` line says, when that much could be made out, so that the task waits. */
  readonly parent?: string | null;
}

/** A ref of a remote, under the name that this clone has for the remote. */
export interface SharedPlace {
  readonly remote: string;
  readonly ref: string;
}

/** Who works on a task, as its claim ref says. */
export interface Claim {
  readonly task: string;
  readonly actor: string;
  readonly host: string;
  /** Absolute path of the work tree from which it was claimed. */
  readonly worktree: string;
  /** Commit that HEAD pointed to when the task was claimed; null on an unborn branch. */
  readonly base: string | null;
  /** RFC 3339, UTC: when this generation of the claim was made. */
  readonly at: string;
  /** RFC 3339, UTC: when the first generation by this actor was made; `started_at` of the completion. */
  readonly since: string;
  readonly leaseMs: number;
  /** The commit that the claim ref points to: the fencing token. */
  readonly oid: string;
  /** The claim that this one renews or takes over. */
  readonly parent: string | null;
  /** Where other clones see it; null: it was made for this clone only. */
  readonly shared: SharedPlace | null;
  /** What the remote held there when it was last asked; null: nothing, or it was never asked. */
  readonly seenOid: string | null;
  /** Whether another clone made it: it is known here from the remote only. */
  readonly isForeign: boolean;
  /**
   * Whether the work is done, in a branch of another work tree of this clone. Until that is merged here, nobody is to
   * begin it again.
   */
  readonly isOver: boolean;
  /**
   * RFC 3339: from when the lease counts. When it was made; of a foreign claim, when this clone first saw it, so that
   * no two clocks are compared. Empty when that was not noted: then it does not expire.
   */
  readonly leaseFrom: string;
}

/** Everything that the files of one work tree say, at one moment. */
export interface Snapshot {
  readonly plans: readonly Plan[];
  readonly tasks: readonly Task[];
  readonly unreadable: readonly UnreadableFile[];
  readonly problems: readonly import('./problem.ts').Problem[];
}
