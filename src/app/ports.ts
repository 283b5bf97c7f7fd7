/**
 * What the use cases need from the outside world. `store/` and `git/` implement these;
 * `workspace.ts` puts them together. Paths are POSIX and relative to the root of the work tree
 * unless a name says `absolute`.
 */
import type { AuditRecord, CloserLook, EvidenceCommit, EvidenceTip } from '../core/audit/evidence.ts';
import type { DiskFacts, LockFact, RepositoryFacts } from '../core/doctor/condition.ts';
import type { Problem } from '../core/problem.ts';
import type { Artifact, Claim, SharedPlace } from '../core/task.ts';
import type { TaskTable } from '../core/task-table.ts';

/** Reads and writes under `.tasks/`. Never follows a symbolic link, never touches another folder. */
export interface TaskFiles {
  /** What every plan and task file says now. Bad files are problems in the table, never exceptions. */
  scan(): Promise<TaskTable>;
  /**
   * What they said at some time, without a look at them: for whoever compares the revision of each with one that is
   * known. Null when that is not known, or anything was wrong then.
   */
  recall(): TaskTable | null;
  /** Text of one file, and the blob oid of its bytes. Throws `file-unreadable`. */
  read(path: string): { text: string; revision: string };
  /** Whether anything lies at the path, a dangling link included. */
  exists(path: string): boolean;
  /** Creates all files or none, folders included. Throws when one of them is there already. */
  create(files: readonly NewFile[]): void;
  /** Replaces one file atomically and durably. Throws `stale-revision` unless it is at `expected`. */
  replace(path: string, text: string, expected: string): { revision: string };
  /** Creates or replaces a derived file (`synthesis.md`, `README.md`), atomically and durably. */
  put(path: string, text: string): void;
  /** Throws `stale-revision` when one of the paths that this process has written holds something else by now. */
  requireAsWritten(paths: readonly string[]): void;
  /** Gives a file, or a folder with all that is in it, another name. Throws `io` when something has that name. */
  rename(from: string, to: string): void;
}

export interface NewFile {
  readonly path: string;
  readonly text: string;
}

export interface Head {
  /** Commit that HEAD points to; null on an unborn branch. */
  readonly oid: string | null;
  /** Short branch name; null when detached. */
  readonly branch: string | null;
}

/** A commit message in parts; git/ assembles it, so that no text can forge a trailer line. */
export interface CommitMessage {
  /** One line; line breaks are folded to spaces. */
  readonly subject: string;
  /** Free text; a line of it that reads like one of our trailers is indented. */
  readonly body?: string;
  /** One `Key: value` line each, in this order, as the last paragraph. */
  readonly trailers: readonly (readonly [key: string, value: string])[];
}

export interface CommitRequest {
  /** Files to commit as they are in the work tree now: present ones added, missing ones deleted. */
  readonly paths: readonly string[];
  readonly message: CommitMessage;
  /** Called when git can change no file any more: what it throws stops the commit. */
  readonly verify?: () => void;
}

export type CommitOutcome =
  | { readonly committed: true; readonly oid: string }
  /** `busy`: a merge, rebase, … is going on; `unchanged`: HEAD already holds exactly these contents. */
  | { readonly committed: false; readonly reason: 'busy' | 'unchanged'; readonly detail: string };

/** One artifact path as given by the caller, after checking it against the work tree and git. */
export interface ArtifactState {
  /** Normalised: relative to the root, POSIX, a trailing `/` for a directory. */
  readonly path: string;
  readonly kind: 'file' | 'deleted' | 'directory';
  /** What the work tree holds: a blob oid (after git's filters) or a tree oid is known only once committed. */
  readonly artifact: Artifact | null;
  /** Whether the work tree differs from HEAD at this path (untracked counts; ignored files are refused). */
  readonly dirty: boolean;
  /** The files behind the path that differ from HEAD: what a commit of it has to name. */
  readonly dirtyFiles: readonly string[];
}

export interface LinkQuery {
  readonly task: string;
  /** Commits after this one; null: the whole history. */
  readonly base: string | null;
  /** A commit that belongs to the task anyway: only what came before it is searched. All of HEAD's history when absent. */
  readonly before?: string | null;
  readonly artifactPaths: readonly string[];
}

export interface ClaimRequest {
  readonly task: string;
  readonly actor: string;
  readonly host: string;
  readonly worktree: string;
  readonly base: string | null;
  readonly at: Date;
  readonly leaseMs: number;
  /** The claim to renew or take over; null when there is none. Its oid is the compare-and-swap value. */
  readonly previous: Claim | null;
  /** Where other clones are to see it; null: nowhere. */
  readonly shared: SharedPlace | null;
}

/** How an attempt to share a claim ended. */
export type PushOutcome =
  | { readonly kind: 'won' }
  | { readonly kind: 'lost' }
  /** The host does not take such refs. */
  | { readonly kind: 'refused'; readonly reason: string };

export interface PublishRequest {
  /** Claims that are over, all of this remote. */
  readonly claims: readonly Claim[];
}

/** A remote through which clones share claims. Every call throws `remote-unreachable` when it does not answer. */
export interface ClaimRemote {
  readonly name: string;
  /** Has this clone know the claims that the remote holds now. */
  fetchClaims(): Promise<void>;
  /** Sets the claim at the remote, which must hold `expected`. */
  pushClaim(claim: Claim, expected: string | null): Promise<PushOutcome>;
  holdsClaim(claim: Claim): Promise<boolean>;
  /** The text of a file in the default branch and in the one that the current branch goes to, where it is there. Throws `remote-unreachable`. */
  readPublished(path: string): Promise<readonly string[]>;
  /** Deletes the claim at the remote. False when the remote holds another one. */
  withdrawClaim(claim: Claim): Promise<boolean>;
  /** Pushes HEAD to its branch and deletes the claims, all or nothing. Throws `remote-refused` and `claim-lost`. */
  publish(request: PublishRequest): Promise<{ readonly branch: string }>;
}

export interface GitPort {
  /** Read from files, without starting git, where the ref format allows it. */
  readHead(): Head;
  /** `user.name`, or null. */
  readUserName(): string | null;
  /** Names what is going on (`merge`, `rebase`, `cherry-pick`, `revert`, `bisect`), or null. */
  readBusyState(): string | null;
  /**
   * Waits until git no longer merges in the work tree, ten seconds at most: of a file that both write one version would be
   * lost. Returns at once where running processes cannot be seen.
   */
  outlastMerges(): Promise<void>;
  /**
   * Finds out before anything is written whether a commit could be made. Throws `inside-hook`,
   * `git-missing`, `git-too-old`, `identity-missing`.
   */
  requireCommitReady(): Promise<void>;
  /**
   * Commits exactly these paths on top of HEAD and leaves the user's index, work tree and staged work
   * untouched otherwise. Throws `identity-missing`, `hook-refused`, `signing-failed`, `contention`,
   * `inside-hook`, `git-failed`; the files in the work tree stay as they are in every case.
   */
  commitPaths(request: CommitRequest): Promise<CommitOutcome>;

  /** Live and expired claims by task id. Does not start git while claim commits are loose objects. */
  readClaims(): ReadonlyMap<string, Claim>;
  /** Compare-and-swap on the claim ref. Throws `claim-taken` with the winner in `data.claim`. */
  putClaim(request: ClaimRequest): Promise<Claim>;
  /** Deletes the claim ref if it still holds this claim's oid. False when it does not. */
  deleteClaim(claim: Claim): Promise<boolean>;
  /** Puts an earlier claim back in the place of this one. False when the ref holds neither. */
  restoreClaim(claim: Claim, to: Claim): Promise<boolean>;
  /** Deletes the claim like `deleteClaim`, and remembers that a remote still holds it, or that other work trees lack the result. */
  endClaim(claim: Claim): Promise<boolean>;
  /** Claims of this clone that `endClaim` has ended, by task id. */
  readEndedClaims(): ReadonlyMap<string, Claim>;
  forgetEndedClaim(claim: Claim): Promise<void>;
  /** Whether the index differs from HEAD. */
  hasStagedChanges(): Promise<boolean>;
  /** Whether the clone has more work trees than this one. Does not start git. */
  hasOtherWorktrees(): boolean;
  /** Opens a remote by name; null: the one that the branch follows, else `origin`, else the only one. Throws `remote-unknown`. */
  openRemote(name: string | null): Promise<ClaimRemote>;

  /**
   * Checks artifact paths: throws `unsafe-path` or `artifact-invalid` with every bad path in
   * `data.problems` ([{path, message, hint}]), so that nothing is half done.
   */
  inspectArtifacts(paths: readonly string[]): Promise<readonly ArtifactState[]>;
  /** Oid of the tree at a directory path in a commit. */
  readTreeOid(commit: string, directory: string): Promise<string>;
  /** Full commit oids, oldest first: after `base`, with the line `Task: <task>` or touching an artifact path; commits that only change `.tasks/` are left out unless an artifact path lies there. */
  findTaskCommits(query: LinkQuery): Promise<readonly string[]>;
  /** Commits on HEAD that are after `base`, perhaps before another, and only on the current branch when that branch is `task/<id>`. */
  findBranchCommits(base: string | null, before?: string | null): Promise<readonly string[]>;
  /** Resolves revisions given by a user to full commit oids. Throws `commit-unknown`. */
  resolveCommits(revisions: readonly string[]): Promise<readonly string[]>;
  /** The commit that added a file, newest such; null when it is not in this history. */
  findAddingCommit(path: string): Promise<string | null>;
  /** Files under `.tasks/` that HEAD does not hold as they are in the work tree, by path. */
  findUncommitted(): Promise<readonly UncommittedFile[]>;
  /** The oldest commit of HEAD's history with the line `Task-Completion: <ULID>`, by ULID. */
  findCompletionCommits(): Promise<ReadonlyMap<string, string>>;
  /** The command that git runs as the merge driver of plans and tasks; null when this clone has none. */
  readMergeDriver(): Promise<string | null>;
  /** Sets that command in the configuration of this clone. */
  configureMergeDriver(): Promise<void>;
  /** Every conflicted path of the index; contents only of those under `.tasks/`. */
  readConflicts(): Promise<readonly ConflictedFile[]>;
  /** Puts files into the index as they are in the work tree, and nothing else. Resolves their conflicts. */
  stageFiles(paths: readonly string[]): Promise<void>;
  /** Who committed and when, for commits that HEAD contains; others are absent from the map. */
  describeCommits(oids: readonly string[]): Promise<ReadonlyMap<string, CommitSummary>>;
}

/** A path that a merge has left to a person, with what the index holds of it. */
export interface ConflictedFile {
  readonly path: string;
  /** Bytes of the three versions; null for one that is not there, is no regular file, or was not asked for. */
  readonly base: Uint8Array | null;
  /** More versions that both sides have come from, where there is more than one. */
  readonly otherBases: readonly Uint8Array[];
  readonly ours: Uint8Array | null;
  readonly theirs: Uint8Array | null;
}

/** A file that differs between HEAD and the work tree. */
export interface UncommittedFile {
  readonly path: string;
  /** Text at HEAD; null when HEAD does not have it. */
  readonly before: string | null;
  /** Whether the work tree has it. */
  readonly exists: boolean;
}

/**
 * A second witness of which plan files may have changed, for work trees with so many that looking at each
 * takes too long. It keeps a record of its own; as long as that record is the same file, what it
 * vouched for once and calls untouched now has not changed in between.
 */
export interface ChangeProbe {
  /** Absolute path of the record. */
  readonly recordPath: string;
  /** A name that only this content of the record has; null when there is none to be had for little. */
  nameContent(): string | null;
  /** What commits of ours have done to the record, in order. */
  readOwnChanges(): readonly RecordChange[];
  /** Paths that may differ from the record; null when that cannot be told. */
  findTouched(): Promise<ReadonlySet<string> | null>;
  /** Paths whose content is now that of the record. Null when that cannot be told. */
  findVouched(): Promise<ReadonlySet<string> | null>;
}

/** A new record that says the same as the one before of all but some paths. */
export interface RecordChange {
  /** Names of the contents, as `ChangeProbe.nameContent` gives them. */
  readonly from: string;
  readonly to: string;
  readonly paths: readonly string[];
}

export interface CommitSummary {
  readonly oid: string;
  readonly subject: string;
  readonly author: string;
  /** RFC 3339. */
  readonly at: string;
}

export interface Specialist {
  readonly name: string;
  /** One line. */
  readonly description: string;
  /** Markdown: expertise, approach, output format. */
  readonly body: string;
  /** Where it was read from; null for a built-in role. */
  readonly path: string | null;
}

export interface Config {
  /** `auto` commits what the program writes; `manual` leaves that to the user. */
  readonly commit: 'auto' | 'manual';
  readonly leaseMs: number;
  readonly briefMaxBytes: number;
  /** The remote through which every claim is shared; null: only when asked. */
  readonly remote: string | null;
  /** Where `--worktree` puts work trees: a path from the main work tree, with `{repo}` and `{task}` in it. */
  readonly worktrees: string;
}

/** `.orchestrator/` of the repository over the built-in template. Read anew at every call. */
export interface Settings {
  readConfig(): Config;
  /** The repository's own role wins, role by role. Null when there is none. */
  findSpecialist(name: string): Promise<Specialist | null>;
  listSpecialists(): Promise<readonly Specialist[]>;
  /** Names of the roles that have a file, broken ones included; none of them is read. */
  listSpecialistNames(): readonly string[];
  /** Text of a plan template. Null when there is none. */
  findPlanTemplate(name: string): { readonly text: string; readonly path: string } | null;
  listPlanTemplates(): readonly string[];
  /** What is wrong with the configuration and the roles: unusable ones are missing from the lists. */
  findProblems(): Promise<readonly Problem[]>;
}

/** Puts the files of the built-in template into the repository. */
export interface Scaffold {
  /** What `init` would lay down: path in the repository and text. */
  listFiles(): readonly NewFile[];
  /** What it lays down besides for reviews of pull requests: a GitHub workflow, and the same as a plain script. */
  listReviewFiles(): readonly NewFile[];
  readText(path: string): string | null;
  writeFile(path: string, text: string): void;
  /** Whether the text is one that this or another version of the program wrote, and nobody has edited. */
  isOwn(text: string): boolean;
}

/** What was, or would be, done to the hooks of the repository: paths of files, and what a person should know. */
export interface HookChanges {
  readonly created: readonly string[];
  readonly kept: readonly string[];
  readonly removed: readonly string[];
  readonly notes: readonly string[];
}

/** A file below `.tasks/` as the next commit will hold it. */
export interface StagedFile {
  readonly path: string;
  readonly oid: string;
  readonly isLink: boolean;
  readonly bytes: Uint8Array;
}

/** Plan and task files, wherever they are read from. */
export type PlanTexts = Pick<TaskFiles, 'scan' | 'read'>;

/** The hooks that `init` lays down on demand, and what they look at. */
interface Hooks {
  /** Throws `hooks-elsewhere`, `hook-in-the-way`. */
  install(options: { readonly dryRun: boolean }): Promise<HookChanges>;
  remove(options: { readonly dryRun: boolean }): Promise<HookChanges>;
  /** The plan files of the next commit, and the paths of those that it adds or changes. */
  openStaged(): Promise<{ readonly files: PlanTexts; readonly changed: readonly string[] }>;
}

export interface WatchRequest {
  /** Sees what there is now: at the start, after every change, and from time to time. Never twice at once. */
  readonly look: () => Promise<void>;
  /** Told, once, when changes will be noticed later than usual, and why. */
  readonly warn: (message: string) => void;
}

export interface Watch {
  /** Has it look soon. */
  hint(): void;
  /** Resolves when nothing is watched any more and no look is under way. */
  close(): Promise<void>;
}

export interface Ports {
  /** Absolute path of the root of the work tree. */
  readonly root: string;
  readonly files: TaskFiles;
  readonly git: GitPort;
  readonly settings: Settings;
  readonly scaffold: Scaffold;
  readonly hooks: Hooks;
  /**
   * Runs one mutation at a time in this work tree, across processes, after making sure that what it writes
   * can be committed, if it may be. Throws `contention`, and what `requireCommitReady` throws.
   */
  exclusively<T>(work: () => Promise<T>): Promise<T>;
  /** The text that a file has in each other work tree of the clone; null where there is none. */
  readElsewhere(path: string): readonly (string | null)[];
  now(): Date;
  /** Six random characters of Crockford base32 in lower case. */
  newSuffix(): string;
  newUlid(): string;
  /** ASCII transliteration of a title, lower case, words joined by `-`; may be empty. */
  slugify(title: string): Promise<string>;
  /** Who acts: `--actor`, else ORCHESTRATOR_ACTOR, else git's user.name. */
  readonly actor: string;
  readonly host: string;
  /** Whether this call may commit; `--no-commit` and `commit: manual` say no. Throws `config-invalid`. */
  mayCommit(): boolean;
}

/** The ports of those who want to know about changes as they happen. */
export interface WatchingPorts extends Ports {
  /** Watches the plans and the claims. Throws what the first look throws; the later ones must not throw. */
  watch(request: WatchRequest): Promise<Watch>;
}

/** A work tree of the clone, as `git worktree list` knows it. */
export interface WorktreeEntry {
  /** Absolute. */
  readonly path: string;
  /** Short name; null when HEAD is detached there. */
  readonly branch: string | null;
  /** Whether its folder is gone. */
  readonly isMissing: boolean;
  /** Why it is locked, perhaps empty; null when it is not. */
  readonly lock: string | null;
}

/** Where a task is worked on by itself. */
export interface TaskPlace {
  readonly task: string;
  /** Absolute path of the work tree, made or not. */
  readonly path: string;
  readonly branch: string;
  /** Short name of the branch that it starts from, and goes back to. */
  readonly from: string;
  readonly base: string;
}

/** The branch of a task that was made for a work tree of its own. */
export interface TaskBranch {
  readonly name: string;
  readonly tip: string;
  /** Short name of the branch that it came from; null when that is not noted: then it is not ours. */
  readonly from: string | null;
}

/** `refused`: a hook or git stopped it, and nothing is changed. `conflict`: the merge is going on, with these paths open. */
export type MergeOutcome =
  | { readonly kind: 'merged'; readonly oid: string }
  | { readonly kind: 'refused'; readonly reason: string; readonly isHook: boolean }
  | { readonly kind: 'conflict'; readonly paths: readonly string[] };

/** A merge that is going on in a work tree. */
export interface MergeInProgress {
  /** The commit that is being merged. */
  readonly tip: string;
  readonly message: string;
  /** Paths with conflicts. */
  readonly paths: readonly string[];
}

/** The work trees of the clone, and the branches of tasks. Answers from git, at each call. */
export interface Worktrees {
  /** The main work tree first. */
  list(): Promise<readonly WorktreeEntry[]>;
  /** Where a task would be worked on; `template` as in the settings. Throws `worktree-refused` without a branch to start from. */
  plan(task: string, template: string): Promise<TaskPlace>;
  /** Makes the work tree, or finds the one that was made before. Throws `worktree-refused`. Returns what could not be carried over. */
  create(place: TaskPlace): Promise<readonly string[]>;
  findBranch(task: string): Promise<TaskBranch | null>;
  /** Text of a file in a commit; null when it is not there. */
  readFile(commit: string, path: string): Promise<string | null>;
  /** Whether a branch has the commit in its history. */
  isMerged(commit: string, branch: string): Promise<boolean>;
  /** Merges with a commit of its own, whatever the configuration says, with the hooks of the user. */
  merge(path: string, tip: string, message: CommitMessage): Promise<MergeOutcome>;
  readMerge(path: string): Promise<MergeInProgress | null>;
  /** Makes the commit of a merge without conflicts. */
  concludeMerge(path: string): Promise<MergeOutcome>;
  abortMerge(path: string): Promise<void>;
  /** Files under `.tasks/` that differ between two commits and are there in the second. */
  listPlanFiles(from: string, to: string): Promise<readonly string[]>;
  /** Removes a work tree without anything in it that is not committed. Null, or why it was kept. */
  remove(entry: WorktreeEntry): Promise<string | null>;
  /** Deletes the branch if it still is at this commit. False when it has moved on. */
  deleteBranch(branch: TaskBranch): Promise<boolean>;
}

/** The ports of those who move between work trees. */
export interface WorktreePorts extends AuditingPorts {
  openWorktrees(): Promise<Worktrees>;
  /** The same actor in another work tree of the clone. */
  openAt(path: string): Promise<WorktreePorts>;
}

/** Reads from the history of a commit what an audit of completions needs. Fetches nothing. */
export interface AuditHistory {
  /** Where a shallow clone ends: commits whose parents it does not have, sorted. Does not start git. */
  readBoundary(): readonly string[];
  /** Whether the clone leaves objects out that a remote would have to give. */
  isPartial(): Promise<boolean>;
  /** Whether a commit is in the history of a tip; false also when there is no such commit. */
  contains(tip: string, commit: string): Promise<boolean>;
  readTip(tip: string, records: readonly AuditRecord[]): Promise<EvidenceTip>;
  /**
   * One pass over the history, or over what a tip has that `after` has not; newest first. Unless it is
   * whole, only commits that a record or a message names, or that touch the plans, are looked into.
   */
  readCommits(query: {
    readonly records: readonly AuditRecord[];
    readonly tip: string;
    readonly after: string | null;
    readonly isWhole: boolean;
    /** Told from time to time how many commits were read. */
    readonly onProgress: (commits: number) => void;
  }): Promise<readonly EvidenceCommit[]>;
  /** Looks further for what records say of which the history itself does not tell; `gone` are commits that it lacks. */
  lookCloser(tip: string, records: readonly AuditRecord[], gone: readonly string[]): Promise<CloserLook>;
}

/** What the last audit found, as JSON values by name. Never needed, and never believed when damaged. */
export interface AuditCache {
  /** Null when there is none of use. A part that is missing or damaged reads as null. */
  open(): { read(part: string): unknown } | null;
  /** Replaces all of it; failing to is no error. */
  save(parts: Readonly<Record<string, unknown>>): void;
}

/** The ports of an audit. */
export interface AuditingPorts extends Ports {
  openAudit(): Promise<{ readonly history: AuditHistory; readonly cache: AuditCache }>;
}

/** A version of a file of the plans. */
export interface FileVersion {
  readonly path: string;
  readonly blob: string;
}

/** What a commit did to a file; of a merge, only when the file differs from that of every parent. */
export interface PlanFileChange {
  /** What each parent had in its place, renames followed; null where there was nothing. */
  readonly before: readonly (FileVersion | null)[];
  /** Null when it is removed. */
  readonly after: FileVersion | null;
}

/** A commit that changed the plans. */
export interface PlanCommit extends CommitSummary {
  readonly parents: readonly string[];
  readonly files: readonly PlanFileChange[];
}

export interface PlanHistoryQuery {
  readonly tip: string;
  /** RFC 3339; null: from the beginning. */
  readonly since: string | null;
  /** Leaves out what this commit contains. */
  readonly after: string | null;
}

/** Reads what was changed under `.tasks/`, from git alone. Fetches nothing. */
export interface PlanHistory {
  /** Where a shallow clone ends: commits whose parents it does not have, sorted. Does not start git. */
  readBoundary(): readonly string[];
  /** Newest first. Reads no further than asked for. */
  readCommits(query: PlanHistoryQuery): AsyncIterable<PlanCommit>;
  /** Null when this clone does not have it, or when it is no file. One call at a time. */
  readBlob(oid: string): Promise<Uint8Array | null>;
  /** To be called at the end. */
  close(): void;
}

/** The ports of those who tell the history of plans. */
export interface LoggingPorts extends Ports {
  openHistory(): Promise<PlanHistory>;
}

/** A file that a commit holds. */
export interface StoredFile {
  readonly oid: string;
  /** As git writes it: six octal digits, `100644` for an ordinary file. */
  readonly mode: string;
}

export interface TreeFile extends StoredFile {
  readonly path: string;
}

/** A path that two commits hold differently; null on the side that does not have it. */
export interface TreeChange {
  readonly path: string;
  readonly before: StoredFile | null;
  readonly after: StoredFile | null;
}

/** The two commits that are compared, and what the caller called them. */
export interface ResolvedRange {
  /** Full name; null: nothing, before the first commit. */
  readonly base: string | null;
  /** Full name; null: the work tree. */
  readonly head: string | null;
}

export interface RangeRequest {
  /** A revision; null: the branch that this one is to be merged into. */
  readonly base: string | null;
  /** A revision; null: the work tree. */
  readonly head: string | null;
  /** Whether to begin where the two parted, and not at the base itself. */
  readonly fromMergeBase: boolean;
}

/** A plan file that a branch changes and does not delete, as the branch has it now. */
export interface BranchChange extends StoredFile {
  readonly branch: string;
  readonly path: string;
}

export interface BranchChanges {
  readonly changes: readonly BranchChange[];
  /** Whether there is more than was looked at. */
  readonly isCut: boolean;
}

/** A version of a plan file that some commit took away without putting the file elsewhere. */
export interface Deletion extends StoredFile {
  readonly path: string;
  readonly commit: string;
}

/** Reads plans from the objects of git. Touches neither the work tree nor the index, and fetches nothing. */
export interface PlanTrees {
  /** Throws `revision-unknown` and `no-common-history`. */
  resolveRange(request: RangeRequest): Promise<ResolvedRange>;
  /** What differs under `.tasks/` between two commits; a null base holds nothing. */
  listChanges(base: string | null, head: string): Promise<readonly TreeChange[]>;
  /** What lies in `.tasks/` itself: files, and folders as trees (mode `040000`) with a path. */
  listFolders(commit: string): Promise<readonly TreeFile[]>;
  /** All files under `.tasks/` of a commit, ordered by path, or those below some of its paths. */
  listFiles(commit: string, paths?: readonly string[]): Promise<readonly TreeFile[]>;
  /**
   * Contents by name; `take` is handed each as soon as git has told it. Throws `git-failed` when the clone does not have
   * one of them.
   */
  readBlobs(
    oids: readonly string[],
    take?: (oid: string, bytes: Uint8Array) => void,
  ): Promise<ReadonlyMap<string, Uint8Array>>;
  /** Deletions of plan files in the history of a commit, or in what it has that `after` has not; newest first. */
  listDeletions(commit: string, after: string | null): Promise<readonly Deletion[]>;
  /** What other open branches, local and of remotes, change under `.tasks/`: those that neither end contains. */
  listBranchChanges(range: ResolvedRange): Promise<BranchChanges>;
}

/** The ports of a comparison. */
export interface ComparingPorts extends AuditingPorts {
  openPlanTrees(): Promise<PlanTrees>;
}

/** Looks at what lies around the plans, and removes leftovers one by one. */
export interface Examination {
  /** `folders` are those whose being there is asked about. */
  readDisk(folders: readonly string[]): DiskFacts;
  readRepository(): Promise<RepositoryFacts>;
  /** Why a linked work tree has to stay; null when removing it loses nothing. */
  findUnsaved(worktree: WorktreeEntry): Promise<string | null>;
  /** Ids of git's processes that work in this clone or cannot be judged; null where that cannot be seen. */
  findGitProcesses(): readonly number[] | null;
  /** Removes the very lock that was seen. False when it is gone, another one by now, or of a live process. */
  breakLock(lock: LockFact): boolean;
  /** How many were removed. */
  removeTemporaries(): number;
  removeIndex(): void;
}

/** The ports of those who look after a repository. */
export interface ExaminingPorts extends WorktreePorts {
  openExamination(): Promise<Examination>;
}
