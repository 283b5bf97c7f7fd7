/**
 * What could be cleared away. Only what loses nothing is done, and only when told to: a claim whose lease runs
 * may be somebody's work on another branch, a work tree may hold files that nobody has, and finished plans are
 * the memory of the project, so these are shown and left to people.
 */
import { taskOfBranch } from '../../core/doctor/find-leftovers.ts';
import type { Claim } from '../../core/task.ts';
import { PlanError } from '../../errors.ts';
import { isExpired } from '../claims.ts';
import { readCondition } from '../doctor/read-condition.ts';
import type { Examination, ExaminingPorts, WorktreeEntry, Worktrees } from '../ports.ts';
import { type Project, reportProblems, taskAt } from '../project.ts';
import type { CleanupAnswer, CleanupItem } from './answers.ts';
import { findFinishedPlans } from './find-finished-plans.ts';
import { resolveScope, type ScopeRequest } from './resolve-scope.ts';

export interface CleanupRequest extends ScopeRequest {
  /** Does what is shown. */
  readonly apply?: boolean | undefined;
}

interface Candidate extends Omit<CleanupItem, 'done'> {
  /** True when it was done, false when it was no longer as found. */
  readonly act?: () => Promise<boolean>;
}

/** Shows stale claims, work trees and files that were left, and finished plans; with `apply`, clears up. */
export async function scanCleanup(ports: ExaminingPorts, request: CleanupRequest): Promise<CleanupAnswer> {
  const { project, condition, examination } = await readCondition(ports);
  const { scope, target, nodes } = resolveScope(ports, project, request);
  const isWanted = (task: string) => nodes === null || nodes.has(project.nodeOf.get(task) ?? -1);
  const { claims, disk } = condition;
  const worktrees = await ports.openWorktrees();
  const candidates = claims
    .filter(({ task }) => isWanted(task))
    .flatMap((claim) => judgeClaim(ports, project, claim));
  for (const worktree of (await worktrees.list()).slice(1)) {
    const task = taskOfBranch(worktree.branch);
    if (task === null || !isWanted(task)) continue;
    const holder = findHolder(project, task);
    candidates.push(await judgeWorktree({ examination, worktrees }, worktree, { task, holder }));
  }
  if (nodes === null) candidates.push(...judgeTemporaries(examination, disk.temporaries));
  candidates.push(...findFinishedPlans(ports, project, nodes));
  const applied = request.apply === true;
  const items: CleanupItem[] = [];
  for (const candidate of candidates) items.push(await settle(candidate, applied));
  return {
    kind: 'maintain',
    action: 'scan_cleanup',
    scope,
    target,
    applied,
    items,
    ...reportProblems(project),
  };
}

async function judgeWorktree(
  { examination, worktrees }: { readonly examination: Examination; readonly worktrees: Worktrees },
  worktree: WorktreeEntry,
  { task, holder }: { readonly task: string; readonly holder: string | null },
): Promise<Candidate> {
  const { path, isMissing, lock } = worktree;
  const base = { what: 'worktree', subject: path } as const;
  const held = lock === null ? holder : 'it is locked';
  const keep = held ?? (isMissing ? null : await examination.findUnsaved(worktree));
  if (keep !== null) return { ...base, message: `Work tree of ${task}: ${keep}, so it stays.`, action: null };
  const why = isMissing ? 'its folder is gone' : 'all of it is merged, and it is clean';
  return {
    ...base,
    message: `Work tree of ${task}: ${why}. The branch stays.`,
    action: 'remove',
    act: async () => {
      const kept = await worktrees.remove(worktree);
      if (kept === null) return true;
      throw new PlanError('worktree-refused', kept);
    },
  };
}

function judgeTemporaries(examination: Examination, paths: readonly string[]): Candidate[] {
  const [first] = paths;
  if (first === undefined) return [];
  const message = `${paths.length} left by processes that have ended.`;
  const act = async () => examination.removeTemporaries() > 0;
  return [{ what: 'temporary_files', subject: first, message, action: 'remove', act }];
}

/** What failed is told with its item, and the rest goes on. */
async function settle({ act, ...item }: Candidate, apply: boolean): Promise<CleanupItem> {
  if (!apply || act === undefined) return { ...item, done: false };
  try {
    const done = await act();
    return {
      ...item,
      done,
      message: done ? item.message : `${item.message} It has changed since, and was left alone.`,
    };
  } catch (error) {
    if (!(error instanceof PlanError) || error.kind === 'bug') throw error;
    return { ...item, done: false, message: `${item.message} It could not be done: ${error.message}` };
  }
}

/** A claim is stale when its lease has run out, or when its task was completed after it was made. */
function judgeClaim(ports: ExaminingPorts, project: Project, claim: Claim): Candidate[] {
  const node = project.nodeOf.get(claim.task);
  const task = node === undefined ? null : taskAt(project, node);
  const base = { what: 'claim', subject: claim.task } as const;
  const whose = `Claim of ${claim.actor} since ${claim.since}`;
  const isStale = isExpired(claim, project.now);
  if (claim.isForeign || claim.shared !== null) {
    const way = claim.isForeign ? `orc execute ${claim.task} --take-over` : `orc release ${claim.task}`;
    const message = `${whose}: the lease has run out. Other clones see it too, so it stays; \`${way}\` tells them.`;
    return isStale ? [{ ...base, message, action: null }] : [];
  }
  const release = { action: 'release', act: () => ports.git.deleteClaim(claim) } as const;
  if (isStale) {
    const about = node === undefined ? ' on a task that is not here' : '';
    return [{ ...base, message: `${whose}${about}: the lease has run out.`, ...release }];
  }
  if (task?.status === 'completed' && task.completedAt !== null && claim.at <= task.completedAt) {
    return [{ ...base, message: `${whose}: the task is completed since ${task.completedAt}.`, ...release }];
  }
  if (node !== undefined && task?.status !== 'completed' && task?.status !== 'cancelled') return [];
  const why =
    node === undefined
      ? 'the task is not in this work tree; it may be on another branch'
      : `the task is ${task?.status}`;
  return [{ ...base, message: `${whose}: ${why}. It stays until the lease has run out.`, action: null }];
}

/** Who works in the work tree of a task, as far as a claim says so. */
function findHolder(project: Project, task: string): string | null {
  const claim = project.claims.get(task);
  if (claim === undefined || isExpired(claim, project.now)) return null;
  return `the task is claimed by ${claim.actor}`;
}
