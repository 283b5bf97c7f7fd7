import { at } from './columns.ts';
import type { PlanNode, TaskGraph } from './task-graph.ts';

/** Which plans still hold up the task that they break down. */
export interface OpenSubPlans {
  /** For every plan, its tasks that are neither completed nor cancelled. Not counted where no plan breaks down a task. */
  readonly openTasks: Int32Array;
  /** For every task that waits for a plan, the indices of these plans. */
  readonly plansHolding: ReadonlyMap<number, readonly number[]>;
}

/**
 * Finds the plans that hold up their parent task: a cancelled plan does not; one that has an open task, no
 * task at all, or no readable `plan.md` does.
 */
export function findOpenSubPlans(graph: TaskGraph, askUnfinished: () => Uint8Array): OpenSubPlans {
  const openTasks = new Int32Array(graph.plans.length);
  if (!graph.plans.some(mayHold)) return { openTasks, plansHolding: new Map() };
  const unfinished = askUnfinished();
  const allTasks = new Int32Array(graph.plans.length);
  for (let node = 0; node < graph.size; node++) {
    const plan = at(graph.planOf, node);
    allTasks[plan] = at(allTasks, plan) + 1;
    openTasks[plan] = at(openTasks, plan) + at(unfinished, node);
  }
  const plansHolding = new Map<number, number[]>();
  graph.plans.forEach((plan, index) => {
    if (!mayHold(plan)) return;
    const isDone = plan.file === 'readable' && allTasks[index] !== 0 && openTasks[index] === 0;
    if (isDone) return;
    const holding = plansHolding.get(plan.parentNode);
    if (holding === undefined) plansHolding.set(plan.parentNode, [index]);
    else holding.push(index);
  });
  return { openTasks, plansHolding };
}

function mayHold({ parentNode, cancelled }: PlanNode): boolean {
  return parentNode >= 0 && !cancelled;
}
