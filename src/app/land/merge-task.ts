import type { Task } from '../../core/task.ts';
import { PlanError } from '../../errors.ts';
import { parseTaskFile } from '../../format/parse-file.ts';
import { resolveConflicts } from '../merge/resolve-conflicts.ts';
import { taskMessage } from '../messages.ts';
import type { MergeOutcome, TaskBranch, WorktreePorts, Worktrees } from '../ports.ts';

interface Landing {
  readonly task: Task;
  readonly branch: TaskBranch;
}

export interface Landed {
  /** The merge commit; null when there was nothing to merge. */
  readonly commit: string | null;
  readonly repeated: boolean;
  readonly resolved: readonly string[];
  /** Plan files that came in. */
  readonly files: readonly string[];
}

/** Merges the branch in the work tree of these ports, or leaves that as it was. Throws `land-refused` and `git-busy`. */
export function mergeTask(target: WorktreePorts, worktrees: Worktrees, landing: Landing): Promise<Landed> {
  const { task, branch } = landing;
  return target.exclusively(async () => {
    const before = target.git.readHead();
    const isBegun = await isOurMerge(target, worktrees, landing);
    if (!isBegun && (await worktrees.isMerged(branch.tip, before.branch ?? ''))) {
      await requireCompleted(worktrees, landing);
      return { commit: null, repeated: true, resolved: [], files: [task.path] };
    }
    if (!isBegun) await requireCompleted(worktrees, landing);
    const { outcome, resolved } = isBegun
      ? await finish(target, worktrees, landing)
      : await begin(target, worktrees, landing);
    if (outcome.kind !== 'merged') throw describeRefusal(landing, outcome);
    const files = await worktrees.listPlanFiles(before.oid ?? branch.tip, outcome.oid);
    return { commit: outcome.oid, repeated: false, resolved, files };
  });
}

interface Result {
  readonly outcome: MergeOutcome;
  readonly resolved: readonly string[];
}

async function begin(
  target: WorktreePorts,
  worktrees: Worktrees,
  { task, branch }: Landing,
): Promise<Result> {
  const message = taskMessage({ task, verb: 'land', status: 'completed' });
  const outcome = await worktrees.merge(target.root, branch.tip, message);
  if (outcome.kind !== 'conflict') return { outcome, resolved: [] };
  const { resolved, left, elsewhere } = await resolveConflicts(target);
  const concluded: MergeOutcome =
    left.length + elsewhere === 0 ? await worktrees.concludeMerge(target.root) : outcome;
  if (concluded.kind !== 'merged') await worktrees.abortMerge(target.root);
  if (concluded.kind !== 'conflict') return { outcome: concluded, resolved };
  const paths = outcome.paths.filter((path) => !resolved.includes(path));
  return { outcome: { kind: 'conflict', paths }, resolved };
}

/**
 * A merge of ours that was ended in the middle, or that a person has gone on with: it is finished when nothing is
 * open, and never aborted, because somebody may have worked on it.
 */
async function finish(target: WorktreePorts, worktrees: Worktrees, { branch }: Landing): Promise<Result> {
  const { resolved, left, elsewhere } = await resolveConflicts(target);
  if (left.length + elsewhere === 0) return { outcome: await worktrees.concludeMerge(target.root), resolved };
  const open = (await worktrees.readMerge(target.root))?.paths ?? [];
  throw new PlanError(
    'git-busy',
    `The merge of ${branch.name} in ${target.root} has conflicts: ${open.join(', ')}.`,
    {
      hints: ['Resolve and `git add` them there, then call again; or give it up with `git merge --abort`.'],
      data: { branch: branch.name, paths: open },
    },
  );
}

/** Throws `git-busy` while something else is going on. */
async function isOurMerge(
  target: WorktreePorts,
  worktrees: Worktrees,
  { task, branch }: Landing,
): Promise<boolean> {
  const busy = target.git.readBusyState();
  if (busy === null) return false;
  const merge = busy === 'merge' ? await worktrees.readMerge(target.root) : null;
  if (merge?.tip === branch.tip && merge.message.split('\n').includes(`Task: ${task.id}`)) return true;
  throw new PlanError('git-busy', `A ${busy} is going on in ${target.root}: nothing was merged.`);
}

/** What lands is the work as it is committed on the branch, so that is where the record has to be. */
async function requireCompleted(worktrees: Worktrees, { task, branch }: Landing): Promise<void> {
  const text = await worktrees.readFile(branch.tip, task.path);
  const bytes = new TextEncoder().encode(text ?? '');
  const { written } = parseTaskFile({ bytes, path: task.path, id: task.id });
  if (written?.status === 'completed') return;
  const status =
    text === null ? 'not there' : written === null ? 'not readable' : (written.status ?? 'pending');
  throw new PlanError('land-refused', `${task.id} is ${status} in the commits of ${branch.name}.`, {
    hints: [
      `Complete it in its work tree: \`orc complete ${task.id} --summary …\`; \`orc sync\` there commits what was only recorded.`,
    ],
    data: { task: task.id, branch: branch.name, status },
  });
}

function describeRefusal({ branch }: Landing, outcome: Exclude<MergeOutcome, { kind: 'merged' }>): PlanError {
  if (outcome.kind === 'conflict') {
    return new PlanError(
      'land-refused',
      `${branch.name} conflicts with ${branch.from} in ${outcome.paths.join(', ')}.`,
      {
        hints: [
          `In the work tree of ${branch.name}, \`git merge ${branch.from}\` and resolve the conflicts, then call again.`,
        ],
        data: { branch: branch.name, into: branch.from, paths: outcome.paths },
      },
    );
  }
  const code = outcome.isHook ? 'hook-refused' : 'land-refused';
  return new PlanError(
    code,
    `The merge of ${branch.name} was refused, and nothing is changed: ${outcome.reason}`,
    {
      hints: ['Do what the message asks for, then call `orc land` again.'],
      data: { branch: branch.name, into: branch.from },
    },
  );
}
