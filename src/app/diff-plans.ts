import type { VersionPair } from '../core/diff/file-version.ts';
import { findGraphEffect, type GraphEffect } from '../core/diff/find-graph-effect.ts';
import { findItemChanges, type ItemChanges } from '../core/diff/find-item-changes.ts';
import { pairVersions } from '../core/diff/pair-versions.ts';
import type { TaskTable } from '../core/task-table.ts';
import type { ProblemReport } from './answers.ts';
import { type CompletionDocument, judgeCompletions } from './diff/judge-completions.ts';
import { parseRange } from './diff/parse-range.ts';
import { readSides, type Sides } from './diff/read-sides.ts';
import type { ComparingPorts, PlanTrees, ResolvedRange } from './ports.ts';
import { limitProblems } from './project.ts';

export interface DiffRequest {
  /** `base`, `base..head` or `base...head`; without it, what came since the default branch. */
  readonly range?: string | undefined;
}

/** What changed in meaning between two points. */
export interface PlanDifference extends ItemChanges {
  /** Full name of the commit; null before the first one. */
  readonly base: string | null;
  /** Null: the work tree. */
  readonly head: string | null;
  readonly graph: GraphEffect;
  readonly completions: readonly CompletionDocument[];
}

export interface DiffAnswer extends PlanDifference, ProblemReport {
  readonly kind: 'diff';
}

export interface Comparison {
  readonly range: ResolvedRange;
  readonly sides: Sides;
  readonly pairs: readonly VersionPair[];
  readonly difference: PlanDifference;
}

/**
 * Says what changed in meaning from one commit to another, or to the work tree. Reads git's objects and changes
 * nothing. Throws `revision-unknown` and `no-common-history`.
 */
export async function diffPlans(ports: ComparingPorts, { range }: DiffRequest = {}): Promise<DiffAnswer> {
  const history = await ports.openPlanTrees();
  const asked = parseRange(range);
  const resolving = history.resolveRange(asked);
  const known = asked.head === null ? null : ports.files.recall();
  const { difference, sides } = await comparePlans(ports, history, await resolving, known);
  return { kind: 'diff', ...difference, ...limitProblems(sides.after.problems) };
}

/** Compares two resolved points. `known` is as in `readSides`. */
export async function comparePlans(
  ports: ComparingPorts,
  history: PlanTrees,
  range: ResolvedRange,
  known: TaskTable | null,
): Promise<Comparison> {
  const sides = await readSides(ports, history, range, known);
  const pairs = pairVersions(sides.changes);
  const plans = new Set(
    pairs.flatMap(({ before, after }) => [before, after].flatMap((one) => one?.planId ?? [])),
  );
  const difference = {
    ...range,
    ...findItemChanges(pairs),
    graph: findGraphEffect(sides.before, sides.after, plans),
    completions: await judgeCompletions(ports, pairs, sides.after, range),
  };
  return { range, sides, pairs, difference };
}
