/** What a review holds against a change, beside the rules for files. A code is permanent: scripts match on it. */
import type { Problem } from '../problem.ts';

interface ReviewRule {
  readonly severity: Problem['severity'];
  /** What is wrong, in general terms. */
  readonly summary: string;
  /** Why it matters. */
  readonly explanation: string;
  /** What to do about it. */
  readonly hint: string;
  /** One case of it, in a sentence or two. */
  readonly example: string;
}

const COMPLETION_RULES = {
  'completion-lost': {
    severity: 'error',
    summary: 'A task is completed, and history does not show what it recorded.',
    explanation: 'Recorded commits or contents are nowhere in the history of the head, or were never true.',
    hint: 'Look at `orc audit`; put the work on the branch, or open the task again with `orc reopen`.',
    example: 'The file names a commit that was never pushed, or a completion copied from another task.',
  },
  'completion-unverified': {
    severity: 'warning',
    summary: 'A task is completed, and nothing can be verified.',
    explanation: 'It recorded neither artifacts nor commits, or this clone does not have the history.',
    hint: 'Fetch the whole history; where there is no artifact, read the result yourself.',
    example: 'A decision was written down as the result of a task, and no file was named.',
  },
  'completion-missing': {
    severity: 'error',
    summary: 'An imported task was completed by hand.',
    explanation: 'Only what was completed before the import may lack a record: nobody can verify the rest.',
    hint: 'Set `status: pending` again and record the work with `orc complete`.',
    example: 'A task with `source: backlog:TASK-3` goes from `pending` to `completed` without `completion`.',
  },
  'completed-removed': {
    severity: 'warning',
    summary: 'The file of a completed task is removed.',
    explanation: 'Its result and the links to its commits are then only in history.',
    hint: 'Keep the file, or make sure that `synthesis.md` says what is worth keeping.',
    example: 'A finished plan is deleted with all of its tasks.',
  },
} as const satisfies Record<string, ReviewRule>;

const STEP_RULES = {
  'silent-reopening': {
    severity: 'error',
    summary: 'A completed task is no longer completed, and no note says why.',
    explanation: '`orc reopen` asks for a reason and keeps the old result as a note; by hand both are lost.',
    hint: 'Set `status: completed` again, then open the task with `orc reopen <task> --reason …`.',
    example: '`status: completed` became `status: pending`, and `## Notes` has no new line `Reopened (…)`.',
  },
  'illegal-step': {
    severity: 'error',
    summary: 'A status follows another that it cannot follow.',
    explanation: 'What is cancelled comes back only by `orc reopen`, which leaves a note with the reason.',
    hint: 'Set the old status again, and use `orc reopen <task> --reason …`.',
    example: '`status: cancelled` became `status: completed`.',
  },
  'edited-result': {
    severity: 'error',
    summary: 'The result of a completed task was changed.',
    explanation: 'Others have worked with the result as it was; a correction has to be seen as one.',
    hint: 'Restore the result; add a note with `orc update <task> --note …`, or open the task with `orc reopen`.',
    example: 'The text under `## Result` of a completed task is another one.',
  },
  'edited-record': {
    severity: 'error',
    summary: 'The record of a completion was changed.',
    explanation: 'Who did what and when is written once. Only `commits` may follow rewritten history.',
    hint: 'Restore the record; `orc audit --relink` updates `commits` where that is needed.',
    example: '`completed_by` of a completed task names somebody else.',
  },
  'reused-id': {
    severity: 'error',
    summary: 'An id that was used before stands for something else.',
    explanation: 'Commits, notes and dependencies that name the id would now mean another task.',
    hint: 'Give the new task an id of its own: `orc add` and `orc plan` make one.',
    example: 'A task was deleted last month, and a new file of the same name has another title.',
  },
} as const satisfies Record<string, ReviewRule>;

const BRANCH_RULES = {
  'overlapping-files': {
    severity: 'warning',
    summary: 'A task expects to touch the same files as a task on another open branch.',
    explanation: 'Whoever merges second will have to merge by hand.',
    hint: 'Agree on an order, or make one task depend on the other.',
    example: '`src/auth/**` here, and `src/auth/login.ts` on the branch `task/login`.',
  },
  'changed-elsewhere': {
    severity: 'warning',
    summary: 'Another open branch changes the same task or plan.',
    explanation: 'One of the two may undo what the other says.',
    hint: 'Look at the other branch before you merge.',
    example: 'Both branches change `priority` of the same task.',
  },
} as const satisfies Record<string, ReviewRule>;

/** All rules of a review by code. */
export const REVIEW_RULES = { ...COMPLETION_RULES, ...STEP_RULES, ...BRANCH_RULES };

export type ReviewCode = keyof typeof REVIEW_RULES;

interface Place {
  readonly path: string;
  readonly line?: number;
  readonly column?: number;
}

/** Makes a finding of a rule. */
export function createReviewProblem(code: ReviewCode, place: Place, message: string): Problem {
  const { severity, hint } = REVIEW_RULES[code];
  return {
    code,
    severity,
    path: place.path,
    line: place.line ?? 1,
    column: place.column ?? 1,
    message,
    hint,
  };
}
