import { STATES, type State } from './task.ts';

/** How many tasks of a plan are in each state. */
export type StateCounts = Readonly<Record<State, number>>;

export interface Progress {
  readonly completed: number;
  /** Without cancelled tasks. */
  readonly total: number;
  /** Whole percent, rounded down: 100 only when all is done. */
  readonly percent: number;
}

/**
 * - `cancelled`: the plan is, or every task of it
 * - `unreadable`: its plan.md is missing or cannot be read
 * - `completed`: every task that is not cancelled is completed
 * - `in_progress`: work has begun, and a task is in progress or ready
 * - `blocked`: unfinished tasks, of which none is in progress or ready
 * - `pending`: nothing has begun; also a plan without tasks
 */
export type PlanState = 'cancelled' | 'unreadable' | 'completed' | 'in_progress' | 'blocked' | 'pending';

/** Counts states. */
export function countStates(states: Iterable<State>): StateCounts {
  const counts = Object.fromEntries(STATES.map((state) => [state, 0])) as Record<State, number>;
  for (const state of states) counts[state]++;
  return counts;
}

/** Derives how far a plan has come. */
export function deriveProgress(counts: StateCounts): Progress {
  const { completed } = counts;
  const total = sum(counts) - counts.cancelled;
  return { completed, total, percent: total === 0 ? 0 : Math.floor((completed * 100) / total) };
}

/** Derives the state of a plan from those of its tasks. */
export function derivePlanState(
  counts: StateCounts,
  plan: { readonly cancelled: boolean; readonly file: 'readable' | 'unreadable' | 'missing' },
): PlanState {
  if (plan.file !== 'readable') return 'unreadable';
  const { completed, total } = deriveProgress(counts);
  if (plan.cancelled || (total === 0 && counts.cancelled > 0)) return 'cancelled';
  if (total === 0) return 'pending';
  if (completed === total) return 'completed';
  if (counts.in_progress > 0) return 'in_progress';
  if (counts.ready === 0) return 'blocked';
  return completed > 0 ? 'in_progress' : 'pending';
}

function sum(counts: StateCounts): number {
  return STATES.reduce((total, state) => total + counts[state], 0);
}
