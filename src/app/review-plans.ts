import { compareProblems, type Problem } from '../core/problem.ts';
import { findCompletionProblems } from '../core/review/find-completion-problems.ts';
import { findOverlaps } from '../core/review/find-overlaps.ts';
import { findReusedIds } from '../core/review/find-reused-ids.ts';
import { findStepProblems } from '../core/review/find-step-problems.ts';
import type { ProblemReport } from './answers.ts';
import { parseRange } from './diff/parse-range.ts';
import { comparePlans, type PlanDifference } from './diff-plans.ts';
import type { ComparingPorts, RangeRequest } from './ports.ts';
import { limitProblems } from './project.ts';
import { findNewProblems } from './review/find-new-problems.ts';
import { findPastUses } from './review/find-past-uses.ts';
import { keepPlan } from './review/keep-plan.ts';
import { readBranches } from './review/read-branches.ts';

export interface ReviewRequest {
  /** `base`, `base..head` or `base...head`; a base alone means `base...HEAD`. */
  readonly range?: string | undefined;
  /** In the place of a range: where the head parted from this base, and the head. */
  readonly base?: string | undefined;
  readonly head?: string | undefined;
  /** Only what concerns this plan. */
  readonly plan?: string | undefined;
}

export interface ReviewAnswer extends PlanDifference, ProblemReport {
  readonly kind: 'review';
  /** What the change brings, errors first; any error makes the exit code 1. */
  readonly findings: readonly Problem[];
  readonly error_count: number;
  readonly warning_count: number;
  /** Whether there are more other branches, or more on them, than were compared. */
  readonly branches_cut: boolean;
}

/**
 * Reviews what a branch changes in the plans: what it means, the problems that it brings, and steps that a task may
 * not take. Reads commits only, so that it says the same wherever it runs. Throws what `diffPlans` throws.
 */
export async function reviewPlans(
  ports: ComparingPorts,
  { range: text, base, head = 'HEAD', plan }: ReviewRequest = {},
): Promise<ReviewAnswer> {
  const history = await ports.openPlanTrees();
  const asked =
    text === undefined ? { base: base ?? null, head, fromMergeBase: true } : parseReviewRange(text);
  const resolving = history.resolveRange(asked);
  const known = ports.files.recall();
  const range = await resolving;
  const [{ difference, sides, pairs }, branches] = await Promise.all([
    comparePlans(ports, history, range, known),
    readBranches(history, range),
  ]);
  const [problems, past] = await Promise.all([
    findNewProblems(ports, history, sides, pairs),
    findPastUses(history, pairs, range),
  ]);
  const findings = [
    ...problems,
    ...findCompletionProblems(difference.completions, pairs),
    ...findStepProblems(pairs, difference.changed),
    ...findReusedIds(pairs, past),
    ...findOverlaps(pairs, branches.versions),
  ].sort(compareFindings);
  const kept =
    plan === undefined ? { difference, findings } : keepPlan({ difference, findings }, sides, plan);
  const errors = kept.findings.filter(({ severity }) => severity === 'error').length;
  return {
    kind: 'review',
    ...kept.difference,
    findings: kept.findings,
    error_count: errors,
    warning_count: kept.findings.length - errors,
    branches_cut: branches.isCut,
    ...limitProblems(sides.after.problems),
  };
}

/** A pull request ends at a commit, and begins where its branch left the other. */
function parseReviewRange(text: string): RangeRequest {
  const range = parseRange(text);
  return range.head === null ? { ...range, head: 'HEAD', fromMergeBase: true } : range;
}

function compareFindings(a: Problem, b: Problem): number {
  if (a.severity !== b.severity) return a.severity === 'error' ? -1 : 1;
  return compareProblems(a, b);
}
