import type { Blocker, BlockReason } from '../task.ts';
import { decodeState, STATUS_CODE } from './codes.ts';
import { at } from './columns.ts';
import type { GraphFacts } from './graph-facts.ts';
import { nameOf, planOfNode } from './task-graph.ts';

/**
 * Finds all that stands between a task and its being ready, whatever its state: its dependencies in the
 * order of the file, then the plans that break it down, then its own plan when that cannot be read.
 * `cycle` means that the two wait for each other and waiting is in vain; finished tasks wait for nobody.
 */
export function findBlockers(facts: GraphFacts, node: number): Blocker[] {
  const { graph } = facts;
  const blockers: Blocker[] = [];
  for (let edge = at(graph.dependencyStart, node); edge < at(graph.ownEnd, node); edge++) {
    const dependency = at(graph.dependency, edge);
    if (dependency < 0) {
      const reference = graph.dangling[~dependency];
      if (reference !== undefined) blockers.push(reference);
    } else if (graph.status[dependency] !== STATUS_CODE.completed) {
      blockers.push({ id: nameOf(graph, dependency), reason: deriveReason(facts, node, dependency) });
    }
  }
  for (const index of facts.subPlans.plansHolding.get(node) ?? []) {
    const plan = graph.plans[index];
    if (plan === undefined) continue;
    blockers.push({ id: plan.id, reason: plan.file === 'readable' ? 'plan' : plan.file });
  }
  const { id, file } = planOfNode(graph, node);
  if (file !== 'readable') blockers.push({ id, reason: file });
  return blockers;
}

function deriveReason(facts: GraphFacts, node: number, dependency: number): BlockReason {
  if (waitForEachOther(facts, node, dependency)) return 'cycle';
  const state = decodeState(at(facts.states, dependency));
  return state === 'ready' || state === 'waiting' || state === 'completed' ? 'pending' : state;
}

function waitForEachOther(facts: GraphFacts, node: number, dependency: number): boolean {
  if (node === dependency) return true;
  const { componentOf } = facts.components;
  return componentOf[node] !== -1 && componentOf[node] === componentOf[dependency];
}
