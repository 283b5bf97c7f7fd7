/** What `orc doctor` can find. A code is permanent: scripts match on it. `docs/doctor.md` is generated from here. */

export type Severity = 'error' | 'warning' | 'note';

export interface DoctorRule {
  /** An error stands in the way of work, a warning may do so, a note is good to know. */
  readonly severity: Severity;
  /** What is so, in general terms. */
  readonly summary: string;
  /** Why it matters. */
  readonly why: string;
  /** What to do about it. */
  readonly hint: string;
}

const PROGRAM_RULES = {
  'git-unusable': {
    severity: 'error',
    summary: 'git cannot be started, or is older than 2.39.',
    why: 'Plans can be read without git; nothing can be claimed, completed or committed.',
    hint: 'Install git 2.39 or newer and make sure that it is on PATH.',
  },
  'node-too-old': {
    severity: 'error',
    summary: 'Node is older than 20.19.',
    why: 'The program uses what older versions do not have, and may stop in the middle of a command.',
    hint: 'Install Node 20.19 or newer.',
  },
  'identity-missing': {
    severity: 'error',
    summary: 'git does not know who commits here.',
    why: 'Every command that commits is refused.',
    hint: 'Set `git config user.name` and `git config user.email`.',
  },
  'code-folder-read-only': {
    severity: 'note',
    summary: 'The folder of the program cannot be written by this user.',
    why: 'Compiled code cannot be kept there, so every command starts a little slower. Nothing else is lost.',
    hint: 'Run a command once as the user who installed the program, or leave it as it is.',
  },
  'part-without-program': {
    severity: 'warning',
    summary: 'A hook or the merge driver of git-orchestrator starts a program that is not there.',
    why: 'It then does nothing: commits are neither named nor checked, and plan files are merged line by line.',
    hint: 'Put `orc` on PATH, or lay the part down anew with `orc init`.',
  },
  'driver-unset': {
    severity: 'warning',
    summary: '`.gitattributes` names the merge driver, and this clone does not have it.',
    why: 'git then merges plan files line by line, with more conflicts than there need be. Settings do not travel with a clone.',
    hint: 'Run `orc init --merge-driver` in this clone.',
  },
  'clock-behind': {
    severity: 'warning',
    summary: 'The clock of this machine is behind the date of HEAD.',
    why: 'Leases run by the clock: a claim made now may look expired to others, and dates in records go backwards.',
    hint: 'Set the clock; or, if the commit has the wrong date, leave it.',
  },
} as const satisfies Record<string, DoctorRule>;

const REPOSITORY_RULES = {
  'tasks-not-a-folder': {
    severity: 'error',
    summary: '`.tasks` is not a folder.',
    why: 'Links are not followed, so that a plan cannot write outside the repository; nothing in it is read.',
    hint: 'Put a real folder in its place.',
  },
  'tasks-ignored': {
    severity: 'error',
    summary: '`.tasks` is ignored by git.',
    why: 'New plans and tasks are not committed, so nobody else sees them, and `git clean -X` deletes them.',
    hint: 'Take the pattern out, or add `!/.tasks/` after it.',
  },
  'case-collision': {
    severity: 'error',
    summary: 'Paths under `.tasks` differ in nothing but case.',
    why: 'On a file system that folds case one overwrites the other at the next checkout.',
    hint: 'Rename one of them with `git mv`.',
  },
  'files-unusable': {
    severity: 'error',
    summary: 'Plan or task files have errors.',
    why: 'What depends on them is not ready, and nothing rewrites them.',
    hint: '`orc lint` shows each with its place; `orc lint --fix` corrects what is surely meant.',
  },
  'not-committed': {
    severity: 'warning',
    summary: 'Changes of plans and tasks are recorded and not committed.',
    why: 'Others do not see them, and a checkout may overwrite them.',
    hint: '`orc sync` commits them with the messages that they would have had.',
  },
  'shallow-clone': {
    severity: 'note',
    summary: 'The clone is shallow.',
    why: 'What was completed before its history begins cannot be verified; `orc audit` says `unverified`.',
    hint: '`git fetch --unshallow` gets the rest.',
  },
  'partial-clone': {
    severity: 'note',
    summary: 'The clone leaves out objects that a remote has.',
    why: 'The program fetches nothing by itself; `orc audit` cannot look into objects that are missing.',
    hint: 'Use a full clone to audit.',
  },
} as const satisfies Record<string, DoctorRule>;

const LEFTOVER_RULES = {
  'lock-in-use': {
    severity: 'note',
    summary: 'A lock is held by a process that is alive.',
    why: 'Somebody is at work; other writers wait for it.',
    hint: 'Wait, or look at the process named.',
  },
  'lock-left': {
    severity: 'error',
    summary: 'A lock was left behind, or its holder cannot be judged from here.',
    why: 'Every command that needs the lock fails, or waits and then gives up, until the lock is gone.',
    hint: 'Make sure that nobody is at work here. On a terminal, `orc doctor --fix` then asks before it removes the lock.',
  },
  'lock-of-the-dead': {
    severity: 'warning',
    summary: 'A lock of git-orchestrator was left by a process that has ended.',
    why: 'The next command that needs it takes it over; until then git itself may be refused.',
    hint: '`orc doctor --fix` does so now, and recovers what else that process left.',
  },
  'temporary-files': {
    severity: 'warning',
    summary: 'Temporary files were left by a process that has ended.',
    why: 'They are pieces of writes that never happened; nothing reads them.',
    hint: '`orc doctor --fix` removes them.',
  },
  'index-damaged': {
    severity: 'warning',
    summary: 'The index cannot be used.',
    why: 'Every question reads all files again. The index is a cache, so nothing is lost with it.',
    hint: '`orc doctor --fix` deletes it; the next question makes a new one.',
  },
  'claim-without-worktree': {
    severity: 'warning',
    summary: 'A claim was made in a work tree of this machine that is gone.',
    why: 'The task counts as in progress until the lease has run out.',
    hint: 'Give it back with `orc doctor --fix`, or wait; what was committed is still on its branch.',
  },
  'worktree-gone': {
    severity: 'warning',
    summary: 'git still has a record of a work tree of a task whose folder is gone.',
    why: 'Its branch counts as checked out there, so that it cannot be checked out or deleted.',
    hint: '`orc doctor --fix` removes the record; the branch stays.',
  },
} as const satisfies Record<string, DoctorRule>;

/** All of them by code, in the order of the generated page. */
export const DOCTOR_RULES = { ...PROGRAM_RULES, ...REPOSITORY_RULES, ...LEFTOVER_RULES };

export type DoctorCode = keyof typeof DOCTOR_RULES;
