/**
 * The one error class and the one table of error codes. A code is permanent: scripts match on it.
 * `docs/errors.md` is generated from this table (`npm run docs`), and a test fails when it drifts.
 */

/** Decides the exit code: 1 refused, 2 usage, 3 lost to someone else, 255 our bug. */
export type ErrorKind = 'refused' | 'usage' | 'lost' | 'bug';

/** Whose error it is: the agent's (fix the input or the work, call again) or the workflow's. */
export type ErrorOwner = 'agent' | 'orchestrator';

interface ErrorEntry {
  readonly kind: ErrorKind;
  readonly owner: ErrorOwner;
  /** What happened, in general terms. */
  readonly summary: string;
  /** What to do about it; the hint of every error that brings none of its own. */
  readonly hint: string;
}

export const ERRORS = {
  usage: {
    kind: 'usage',
    owner: 'agent',
    summary: 'The command line, or the arguments of the tool call, are not of the documented form.',
    hint: 'See `orc <command> --help`.',
  },
  'not-a-repository': {
    kind: 'refused',
    owner: 'orchestrator',
    summary: 'The folder is not inside a git work tree.',
    hint: 'Run `git init` there first, or name the repository with `-C <dir>`.',
  },
  'bare-repository': {
    kind: 'refused',
    owner: 'orchestrator',
    summary: 'The repository is bare: there is no work tree to hold `.tasks/`.',
    hint: 'Use a clone with a work tree, or add one with `git worktree add`.',
  },
  'git-missing': {
    kind: 'refused',
    owner: 'orchestrator',
    summary: 'git could not be started.',
    hint: 'Install git 2.39 or newer and make sure that it is on PATH.',
  },
  'git-too-old': {
    kind: 'refused',
    owner: 'orchestrator',
    summary: 'The installed git is older than 2.39.',
    hint: 'Install git 2.39 or newer.',
  },
  'git-failed': {
    kind: 'refused',
    owner: 'orchestrator',
    summary: 'git refused an operation; its own message is given.',
    hint: 'Read what git says; nothing else was changed.',
  },
  'identity-missing': {
    kind: 'refused',
    owner: 'orchestrator',
    summary: 'git does not know who commits here.',
    hint: 'Set `git config user.name` and `git config user.email`, then call again.',
  },
  'inside-hook': {
    kind: 'refused',
    owner: 'orchestrator',
    summary:
      'The program was started from within a git hook, where a commit would disturb the one being made.',
    hint: 'Run it after the hook has ended, or with `--no-commit`.',
  },
  'read-only': {
    kind: 'refused',
    owner: 'orchestrator',
    summary: 'A file or folder cannot be written.',
    hint: 'Make it writable for this user, then call again.',
  },
  io: {
    kind: 'refused',
    owner: 'orchestrator',
    summary: 'The file system refused an operation.',
    hint: 'Look at the path and the reason given; the file is as it was before.',
  },
  'unsafe-path': {
    kind: 'refused',
    owner: 'agent',
    summary: 'A path leads outside the repository, into git’s own folder, or through a link.',
    hint: 'Give a path inside the work tree, relative to its root.',
  },
  'artifact-invalid': {
    kind: 'refused',
    owner: 'agent',
    summary: 'An artifact path cannot be recorded.',
    hint: 'Name files that exist in the work tree, or that git knows and you deleted.',
  },
  'too-many-artifacts': {
    kind: 'refused',
    owner: 'agent',
    summary: 'A completion records at most 500 artifacts.',
    hint: 'Name directories (`src/auth/`) instead of every file in them.',
  },
  'commit-unknown': {
    kind: 'refused',
    owner: 'agent',
    summary: 'A revision given as a commit of the task does not exist or is not part of this history.',
    hint: 'Name a commit that `git log` shows on this branch.',
  },
  'revision-unknown': {
    kind: 'refused',
    owner: 'agent',
    summary: 'A revision to compare does not exist here, or is no commit.',
    hint: 'Name a branch, a tag or a commit that `git rev-parse` knows; fetch it first when it is elsewhere.',
  },
  'no-common-history': {
    kind: 'refused',
    owner: 'orchestrator',
    summary: 'The two revisions have no commit in common here, so where they parted is not known.',
    hint: 'Fetch the whole history (`git fetch --unshallow`; `fetch-depth: 0` in a workflow), or compare directly with `base..head`.',
  },
  'plan-invalid': {
    kind: 'refused',
    owner: 'agent',
    summary: 'The plan has errors; nothing was written. Every error is listed with its path in the input.',
    hint: 'Correct the listed places and submit the whole plan again.',
  },
  'input-invalid': {
    kind: 'refused',
    owner: 'agent',
    summary: 'A value given is not one that the field takes.',
    hint: 'Use one of the values named in the message.',
  },
  'ref-unknown': {
    kind: 'refused',
    owner: 'agent',
    summary: 'No task or plan matches the reference.',
    hint: 'List what there is with `orc list` or `orc status`.',
  },
  'ref-ambiguous': {
    kind: 'refused',
    owner: 'agent',
    summary: 'The reference matches more than one task or plan.',
    hint: 'Use the whole id of one of the candidates.',
  },
  'specialist-unknown': {
    kind: 'refused',
    owner: 'agent',
    summary: 'No specialist of that name exists in `.orchestrator/specialists/` or among the built-in ones.',
    hint: 'Use a known name, or add `.orchestrator/specialists/<name>.md`.',
  },
  'template-invalid': {
    kind: 'refused',
    owner: 'agent',
    summary: 'A plan template is missing, broken, or lacks a value for one of its variables.',
    hint: 'Look into `.orchestrator/plans/`; give values with `--set name=value`.',
  },
  'config-invalid': {
    kind: 'refused',
    owner: 'orchestrator',
    summary: '`.orchestrator/config.yaml` or a specialist file cannot be used as it is.',
    hint: 'Correct the place that the message names.',
  },
  'file-unreadable': {
    kind: 'refused',
    owner: 'orchestrator',
    summary: 'A plan or task file cannot be read, so it is neither used nor rewritten.',
    hint: 'Correct the file at the place named; `orc lint` shows every problem.',
  },
  'edit-refused': {
    kind: 'refused',
    owner: 'orchestrator',
    summary:
      'The front matter is written in a way that this edit could not change without touching other values.',
    hint: 'Edit the file by hand, or write the field in plain block form.',
  },
  'file-too-large': {
    kind: 'refused',
    owner: 'agent',
    summary: 'The file would grow beyond its limit (1 MiB; front matter 256 KiB or 2,000 lines).',
    hint: 'Shorten the text, or put it into a file of its own and name that as an artifact.',
  },
  'not-ready': {
    kind: 'refused',
    owner: 'orchestrator',
    summary: 'The task cannot be worked on now: something that it depends on is not completed.',
    hint: 'Finish what blocks it first; `orc next` names a task that is ready.',
  },
  'transition-refused': {
    kind: 'refused',
    owner: 'orchestrator',
    summary: 'The task cannot go from its present state to the one asked for.',
    hint: 'See the list of transitions in docs/format.md.',
  },
  'already-completed': {
    kind: 'refused',
    owner: 'orchestrator',
    summary: 'The task is completed already, with another summary; the record was not changed.',
    hint: 'Open it again with `orc reopen <task> --reason …` if the work really is not done.',
  },
  'dependency-cycle': {
    kind: 'refused',
    owner: 'agent',
    summary: 'The change would make tasks wait for each other in a circle.',
    hint: 'Remove one of the dependencies named in the path.',
  },
  'plan-unfinished': {
    kind: 'refused',
    owner: 'orchestrator',
    summary: 'The plan still has tasks that are neither completed nor cancelled.',
    hint: 'Finish or cancel them, or ask for a partial synthesis with `--partial`.',
  },
  'claim-taken': {
    kind: 'lost',
    owner: 'orchestrator',
    summary: 'Somebody else holds the claim on the task.',
    hint: 'Work on another task: `orc next` names one.',
  },
  'claim-lost': {
    kind: 'lost',
    owner: 'orchestrator',
    summary: 'The claim under which the work was done is no longer ours; the completion was not recorded.',
    hint: 'See who has it with `orc claims`, and agree before you go on.',
  },
  'claim-missing': {
    kind: 'refused',
    owner: 'orchestrator',
    summary: 'Nobody holds a claim on the task.',
    hint: 'Claim it with `orc execute <task>`.',
  },
  'remote-unknown': {
    kind: 'refused',
    owner: 'agent',
    summary: 'There is no such remote, or it is not clear which one is meant.',
    hint: 'Name a remote that `git remote` lists.',
  },
  'remote-unreachable': {
    kind: 'refused',
    owner: 'orchestrator',
    summary: 'The remote does not answer, or does not let this user in; nothing was changed there or here.',
    hint: 'Make `git ls-remote <remote>` work without a question, or claim the task for this clone only.',
  },
  'remote-refused': {
    kind: 'refused',
    owner: 'orchestrator',
    summary: 'The remote refused a push as a whole; what was recorded is in your own commits.',
    hint: 'Bring the branch up to date (`git pull`), then run `orc sync --push`.',
  },
  'worktree-refused': {
    kind: 'refused',
    owner: 'orchestrator',
    summary: 'A work tree for the task cannot be made, or not where it should be.',
    hint: 'See `git worktree list`; remove what is in the way, or work without `--worktree`.',
  },
  'land-refused': {
    kind: 'refused',
    owner: 'orchestrator',
    summary: 'The branch of the task cannot be merged as things stand; nothing was changed.',
    hint: 'Do what the message names, then call `orc land` again.',
  },
  'stale-revision': {
    kind: 'lost',
    owner: 'agent',
    summary: 'The file is no longer at the revision that was expected; nothing was written.',
    hint: 'Read the task again and repeat the change on what it says now.',
  },
  contention: {
    kind: 'lost',
    owner: 'orchestrator',
    summary: 'Another process kept the lock, or kept moving the branch, until the time was up.',
    hint: 'Call again; `orc sync` commits what was recorded but not committed.',
  },
  'git-busy': {
    kind: 'refused',
    owner: 'orchestrator',
    summary: 'A merge, rebase, cherry-pick, revert or bisect is going on; nothing is committed meanwhile.',
    hint: 'Finish or abort it, then call again.',
  },
  'hooks-elsewhere': {
    kind: 'refused',
    owner: 'orchestrator',
    summary:
      'git takes its hooks from a folder that is not this repository’s own, so hooks laid down there would run in other repositories too.',
    hint: 'Call `orc hook pre-commit` and `orc hook prepare-commit-msg "$@"` from your own hooks, or set `core.hooksPath` for this repository.',
  },
  'hook-in-the-way': {
    kind: 'refused',
    owner: 'orchestrator',
    summary:
      'A hook cannot be laid down without losing one of yours: there is an earlier one kept beside it already, or something that is no file.',
    hint: 'Put what you need into one of the two, move the other away, and call again; nothing was changed.',
  },
  'merge-not-made': {
    kind: 'refused',
    owner: 'agent',
    summary:
      'A merge is recorded as going on, with nothing of the other side in the index: concluding it would drop that side.',
    hint: 'Undo it with `git merge --abort` and merge again. git says "Automatic merge failed" without any conflict when another process held `index.lock` at that moment.',
  },
  'no-conflicts': {
    kind: 'refused',
    owner: 'agent',
    summary: 'No merge is going on, and no file under `.tasks/` is conflicted.',
    hint: 'Start with `git merge`, `git rebase` or the like; call this when git stops at a conflict.',
  },
  'hook-refused': {
    kind: 'refused',
    owner: 'agent',
    summary: 'A hook of the repository refused the commit, or wanted to add other paths to it.',
    hint: 'Make the hook content, then run `orc sync`; the file change is kept.',
  },
  'signing-failed': {
    kind: 'refused',
    owner: 'orchestrator',
    summary: 'The commit could not be signed, and `commit.gpgSign` asks for a signature.',
    hint: 'Repair signing, then run `orc sync`; the file change is kept.',
  },
  internal: {
    kind: 'bug',
    owner: 'orchestrator',
    summary: 'A defect of this program.',
    hint: 'Report it with the text of the error; your files are as git shows them.',
  },
} as const satisfies Record<string, ErrorEntry>;

export type ErrorCode = keyof typeof ERRORS;

interface PlanErrorOptions {
  /** What to do next, most useful first; the table's hint when absent. */
  readonly hints?: readonly string[];
  /** Machine-readable details, safe to print as JSON. */
  readonly data?: Readonly<Record<string, unknown>>;
  readonly cause?: unknown;
}

/** A request that cannot be done. The message says what happened and why; `hints` say what to do. */
export class PlanError extends Error {
  readonly code: ErrorCode;
  readonly kind: ErrorKind;
  readonly owner: ErrorOwner;
  readonly hints: readonly string[];
  readonly data: Readonly<Record<string, unknown>>;

  constructor(code: ErrorCode, message: string, options: PlanErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'PlanError';
    this.code = code;
    this.kind = ERRORS[code].kind;
    this.owner = ERRORS[code].owner;
    this.hints = options.hints ?? [ERRORS[code].hint];
    this.data = options.data ?? {};
  }

  /** The `error` member of the JSON error document (SPEC: code, kind, owner, message, hints, data). */
  toJSON() {
    return {
      code: this.code,
      kind: this.kind,
      owner: this.owner,
      message: this.message,
      hints: this.hints,
      data: this.data,
    };
  }
}
