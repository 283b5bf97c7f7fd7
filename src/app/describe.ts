/** From the project to the documents of the answers. */
import { at } from '../core/graph/columns.ts';
import { countStatesByPlan } from '../core/graph/count-states-by-plan.ts';
import { listDependents } from '../core/graph/derive-dependents.ts';
import { findBlockers } from '../core/graph/find-blockers.ts';
import { nameOf, planOfNode } from '../core/graph/task-graph.ts';
import { countStates, derivePlanState, deriveProgress } from '../core/progress.ts';
import type { PlanSummary, TaskDocument } from './answers.ts';
import { claimDocument } from './claims.ts';
import { type Project, stateAt, taskAt } from './project.ts';

/** A task as every surface gives it. */
export function describeTask(project: Project, node: number): TaskDocument {
  const { facts, table, claims, now } = project;
  const { graph } = facts;
  const id = nameOf(graph, node);
  const task = taskAt(project, node);
  const state = stateAt(project, node);
  const claim = claims.get(id);
  return {
    id,
    title: task?.title ?? null,
    plan: planOfNode(graph, node).id,
    path: table.pathAt(node),
    status: task?.status ?? null,
    state,
    specialist: task?.specialist ?? null,
    priority: task?.priority ?? null,
    complexity: task?.complexity ?? null,
    effort: task?.effort ?? null,
    depends_on: task?.dependsOn ?? [],
    blocked_by: findBlockers(facts, node),
    dependents: listDependents(facts.dependents, node).map((other) => nameOf(graph, other)),
    ready: state === 'ready',
    claim: claim === undefined ? null : claimDocument(claim, now),
    commits: task?.commits ?? [],
    artifacts: task?.artifacts ?? [],
    completion: task?.completion ?? null,
    revision: task?.revision ?? null,
  };
}

/** Every plan that has a file or a task, with its progress, in the order of the ids. */
export function describePlans(project: Project): PlanSummary[] {
  const { graph } = project.facts;
  const counts = countStatesByPlan(project.facts);
  const summaries = graph.plans.map((plan, index) => ({
    id: plan.id,
    title: project.plans.get(plan.id)?.title ?? null,
    state: derivePlanState(counts[index] ?? countStates([]), plan),
    progress: deriveProgress(counts[index] ?? countStates([])),
  }));
  return summaries.sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** One plan by its exact id. */
export function describePlan(project: Project, planId: string): PlanSummary {
  const found = describePlans(project).find((plan) => plan.id === planId);
  return found ?? { id: planId, title: null, state: 'unreadable', progress: deriveProgress(countStates([])) };
}

/** Nodes of a plan's tasks. */
export function nodesOfPlan({ facts: { graph } }: Project, planId: string): number[] {
  const index = graph.plans.findIndex((plan) => plan.id === planId);
  const nodes: number[] = [];
  for (let node = 0; node < graph.size; node++) if (at(graph.planOf, node) === index) nodes.push(node);
  return nodes;
}
