import { STATE_CODE, STATUS_CODE } from './codes.ts';
import { at } from './columns.ts';
import type { GraphFacts } from './graph-facts.ts';
import { compareIds, planOfNode } from './task-graph.ts';

/** Finds the waiting tasks that become ready as soon as this one is completed, by id. */
export function findUnlocked(facts: GraphFacts, node: number): number[] {
  const { dependentStart, dependent } = facts.dependents;
  const unlocked = new Set<number>();
  for (let slot = at(dependentStart, node); slot < at(dependentStart, node + 1); slot++) {
    const candidate = at(dependent, slot);
    if (candidate !== node && waitsOnlyFor(facts, candidate, node)) unlocked.add(candidate);
  }
  return [...unlocked].sort((a, b) => compareIds(facts.graph, a, b));
}

function waitsOnlyFor(facts: GraphFacts, candidate: number, node: number): boolean {
  const { graph, states, subPlans, unfinished } = facts;
  if (states[candidate] !== STATE_CODE.waiting || planOfNode(graph, candidate).file !== 'readable')
    return false;
  for (let edge = at(graph.dependencyStart, candidate); edge < at(graph.ownEnd, candidate); edge++) {
    const dependency = at(graph.dependency, edge);
    if (dependency === node) continue;
    if (dependency < 0 || graph.status[dependency] !== STATUS_CODE.completed) return false;
  }
  return (subPlans.plansHolding.get(candidate) ?? []).every((plan) => {
    const isLastTask =
      graph.planOf[node] === plan && unfinished[node] === 1 && subPlans.openTasks[plan] === 1;
    return isLastTask && graph.plans[plan]?.file === 'readable';
  });
}
