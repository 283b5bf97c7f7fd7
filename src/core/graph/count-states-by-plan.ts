import { countStates, type StateCounts } from '../progress.ts';
import type { State } from '../task.ts';
import { decodeState } from './codes.ts';
import { at } from './columns.ts';
import type { GraphFacts } from './graph-facts.ts';

/** Counts the states of the tasks of every plan in one pass; the result runs parallel to `graph.plans`. */
export function countStatesByPlan(facts: GraphFacts): StateCounts[] {
  const { graph, states } = facts;
  const counts: Record<State, number>[] = graph.plans.map(() => ({ ...countStates([]) }));
  for (let node = 0; node < graph.size; node++) {
    const ofPlan = counts[at(graph.planOf, node)];
    if (ofPlan !== undefined) ofPlan[decodeState(at(states, node))]++;
  }
  return counts;
}
