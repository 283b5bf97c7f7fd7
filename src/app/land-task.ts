/**
 * Brings the branch of a task back to the branch that it came from. The merge is one commit, made by git or not at
 * all; everything after it only looks and tidies up, and can be done again. So a call that was ended at any
 * point is called again, and goes on from there.
 */
import type { Verdict } from '../core/audit/verdict.ts';
import type { Task } from '../core/task.ts';
import { PlanError } from '../errors.ts';
import type { ProblemReport, TaskDocument } from './answers.ts';
import { auditCompletions } from './audit-completions.ts';
import { describeTask } from './describe.ts';
import { type Landed, mergeTask } from './land/merge-task.ts';
import { tidyUp } from './land/tidy-up.ts';
import { lintFiles } from './lint-files.ts';
import type { TaskBranch, WorktreeEntry, WorktreePorts, Worktrees } from './ports.ts';
import { limitProblems, readProject } from './project.ts';
import { requireTask } from './require-reference.ts';
import { forgetMerged } from './shared/forget-merged.ts';

export interface LandAnswer extends ProblemReport {
  readonly kind: 'land';
  /** As it is where it landed. */
  readonly task: TaskDocument;
  readonly branch: string;
  /** The branch that has it now, and the work tree of that branch. */
  readonly into: string | null;
  readonly worktree: string;
  /** The merge commit; null when it was there before. */
  readonly commit: string | null;
  /** Whether nothing was left to merge. */
  readonly repeated: boolean;
  /** Files under `.tasks/` whose conflicts were resolved. */
  readonly resolved: readonly string[];
  /** What the audit says of the task; null when it records no completion. */
  readonly audit: Verdict | null;
  /** Errors that lint finds in what came in: any, or a lost completion, makes the exit code 1. */
  readonly error_count: number;
  /** Whether the work tree and the branch of the task are gone. */
  readonly removed: boolean;
  /** Why they are kept; null when they are gone. */
  readonly kept: string | null;
}

/** Throws `land-refused`, with nothing changed, and `git-busy`. */
export async function landTask(
  ports: WorktreePorts,
  { task: reference }: { readonly task: string },
): Promise<LandAnswer> {
  const { task } = requireTask(await readProject(ports), reference);
  const worktrees = await ports.openWorktrees();
  const branch = await worktrees.findBranch(task.id);
  if (branch === null) return answerLanded(ports, task);
  const home = await requireHome(worktrees, branch);
  const target = await ports.openAt(home.path);
  const landed = await mergeTask(target, worktrees, { task, branch });
  const { removed, kept } = await tidyUp(target, worktrees, branch);
  const place = { branch: branch.name, into: home.branch, worktree: home.path };
  return { ...(await check(target, task.id, landed)), ...place, removed, kept };
}

/** Without a branch there is nothing to merge: either it was, or it never was one. */
async function answerLanded(ports: WorktreePorts, task: Task): Promise<LandAnswer> {
  if (task.status !== 'completed') {
    throw new PlanError(
      'land-refused',
      `There is no branch task/${task.id}, and ${task.id} is ${task.status}.`,
      {
        hints: [`Begin it with \`orc execute ${task.id} --worktree\`.`],
        data: { task: task.id, status: task.status },
      },
    );
  }
  const landed = { commit: null, repeated: true, resolved: [], files: [task.path] };
  const place = { branch: `task/${task.id}`, into: ports.git.readHead().branch, worktree: ports.root };
  return { ...(await check(ports, task.id, landed)), ...place, removed: true, kept: null };
}

/** The merge happens where people see it: in the work tree that has the other branch checked out. */
async function requireHome(worktrees: Worktrees, branch: TaskBranch): Promise<WorktreeEntry> {
  if (branch.from === null) {
    throw new PlanError(
      'land-refused',
      `The branch ${branch.name} was not made by \`orc execute --worktree\`.`,
      {
        hints: ['Merge it with `git merge`.'],
      },
    );
  }
  const entries = await worktrees.list();
  const home = entries.find((entry) => entry.branch === branch.from && !entry.isMissing);
  if (home !== undefined) return home;
  throw new PlanError(
    'land-refused',
    `${branch.from}, where ${branch.name} came from, is checked out nowhere.`,
    {
      hints: [`Switch a work tree to it: \`git switch ${branch.from}\`.`],
      data: { branch: branch.name, into: branch.from },
    },
  );
}

async function check(target: WorktreePorts, id: string, landed: Landed) {
  const project = await readProject(target);
  await forgetMerged(target, project);
  const { task, node } = requireTask(project, id);
  const lint = landed.files.length === 0 ? null : await lintFiles(target, { paths: landed.files });
  const audit = await auditCompletions(target, { plan: task.planId });
  return {
    kind: 'land' as const,
    task: describeTask(project, node),
    commit: landed.commit,
    repeated: landed.repeated,
    resolved: landed.resolved,
    audit: audit.tasks.find((audited) => audited.id === id)?.result ?? null,
    error_count: lint?.error_count ?? 0,
    ...limitProblems(lint?.problems ?? []),
  };
}
