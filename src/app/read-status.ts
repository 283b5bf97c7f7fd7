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

/** An overview, not a listing: beyond so many tasks the rest is only counted. A plan is given whole. */
const TASKS_SHOWN = 50;

/** Plans with their progress, and the tasks that are open. */
export async function readStatus(ports: Ports, request: StatusRequest): Promise<StatusAnswer> {
  const project = await readProject(ports);
  const plan = request.plan === undefined ? null : requirePlan(project, request.plan);
  const showAll = request.includeCompleted === true || plan !== null;
  const groups = groupNodes(project, plan?.id ?? null, request.includeCompleted === true);
  const limit = plan === null ? TASKS_SHOWN : Number.POSITIVE_INFINITY;
  return {
    kind: 'status',
    plans: describePlans(project).filter(
      ({ id, state }) =>
        (plan === null || id === plan.id) && (showAll || (state !== 'completed' && state !== 'cancelled')),
    ),
    tasks: pickNodes(project, groups, limit).map((node) => describeTask(project, node)),
    task_total: [...groups.values()].reduce((total, nodes) => total + nodes.length, 0),
    ...reportProblems(project),
  };
}

function groupNodes(project: Project, planId: string | null, withFinished: boolean): Map<State, number[]> {
  const groups = new Map<State, number[]>(ORDER.map((state) => [state, []]));
  const { size } = project.facts.graph;
  const wanted = planId === null ? null : nodesOfPlan(project, planId);
  for (let place = 0; place < (wanted?.length ?? size); place++) {
    const node = wanted?.[place] ?? place;
    groups.get(stateAt(project, node))?.push(node);
  }
  if (!withFinished) {
    groups.delete('completed');
    groups.delete('cancelled');
  }
  return groups;
}

/** Ready tasks in the order of the ready list, and no more of them than there is room for. */
function pickNodes(project: Project, groups: ReadonlyMap<State, number[]>, limit: number): number[] {
  const picked: number[] = [];
  for (const [state, nodes] of groups) {
    const room = limit - picked.length;
    if (state !== 'ready') picked.push(...nodes.slice(0, room));
    else if (nodes.length > 0) {
      const ready = new Set(nodes);
      const count = Math.min(room, nodes.length);
      picked.push(...deriveReadyOrder(project.facts, { limit: count, isWanted: (node) => ready.has(node) }));
    }
  }
  return picked;
}
