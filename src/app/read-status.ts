import { deriveReadyOrder } from '../core/graph/derive-ready-order.ts';
import type { State } from '../core/task.ts';
import type { StatusAnswer } from './answers.ts';
import { describePlans, describeTask, nodesOfPlan } from './describe.ts';
import type { Ports } from './ports.ts';
import { type Project, readProject, reportProblems, stateAt } from './project.ts';
import { requirePlan } from './require-reference.ts';

export interface StatusRequest {
  readonly plan?: string | undefined;
  /** Finished plans and tasks too. */
  readonly includeCompleted?: boolean | undefined;
}

/** What matters first comes first; ready tasks keep the order of the ready list. */
const ORDER: readonly State[] = [
  'unreadable',
  'in_progress',
  'ready',
  'blocked',
  'failed',
  'waiting',
  'completed',
  'cancelled',
];

/** Plans with their progress, and the tasks that are open. */
export async function readStatus(ports: Ports, request: StatusRequest): Promise<StatusAnswer> {
  const project = await readProject(ports);
  const plan = request.plan === undefined ? null : requirePlan(project, request.plan);
  const showAll = request.includeCompleted === true || plan !== null;
  return {
    kind: 'status',
    plans: describePlans(project).filter(
      ({ id, state }) =>
        (plan === null || id === plan.id) && (showAll || (state !== 'completed' && state !== 'cancelled')),
    ),
    tasks: orderNodes(project, plan?.id ?? null, request.includeCompleted === true).map((node) =>
      describeTask(project, node),
    ),
    ...reportProblems(project),
  };
}

function orderNodes(project: Project, planId: string | null, includeCompleted: boolean): number[] {
  const { size } = project.facts.graph;
  const nodes =
    planId === null ? Array.from({ length: size }, (_, node) => node) : nodesOfPlan(project, planId);
  const wanted = new Set(nodes);
  const groups = new Map<State, number[]>(ORDER.map((state) => [state, []]));
  for (const node of nodes) {
    const state = stateAt(project, node);
    if (state !== 'ready') groups.get(state)?.push(node);
  }
  groups.set('ready', deriveReadyOrder(project.facts, { isWanted: (node) => wanted.has(node) }));
  if (!includeCompleted) {
    groups.delete('completed');
    groups.delete('cancelled');
  }
  return [...groups.values()].flat();
}
