import { at } from '../core/graph/columns.ts';
import { deriveComponents } from '../core/graph/derive-components.ts';
import { deriveCriticalPath } from '../core/graph/derive-critical-path.ts';
import { deriveLevels } from '../core/graph/derive-levels.ts';
import { deriveWaves } from '../core/graph/derive-waves.ts';
import { findCycles } from '../core/graph/find-cycles.ts';
import { compareIds, nameOf, planOfNode } from '../core/graph/task-graph.ts';
import type { GraphAnswer, PlanSummary } from './answers.ts';
import { describePlans, describeTask } from './describe.ts';
import { listEdges } from './graph/list-edges.ts';
import type { Ports } from './ports.ts';
import { type Project, readProject, reportProblems } from './project.ts';
import { requirePlan } from './require-reference.ts';

export interface GraphRequest {
  readonly plan?: string | undefined;
  /** Completed and cancelled plans too, when no plan is named. */
  readonly includeCompleted?: boolean | undefined;
}

/**
 * What has to be done before what: every task of the plans asked for (open ones, unless one is named), and
 * of other plans what these directly depend on. Nodes come by plan, dependencies first; each id once.
 */
export async function readGraph(ports: Ports, request: GraphRequest): Promise<GraphAnswer> {
  const project = await readProject(ports);
  const { graph } = project.facts;
  const plans = selectPlans(project, request);
  const planIds = new Set(plans.map(({ id }) => id));
  const wanted = markNodes(project, (node) => planIds.has(planOfNode(graph, node).id));
  const edges = listEdges(graph, wanted);
  const shown = wanted.slice();
  for (const [from] of edges) shown[from] = 1;
  return {
    kind: 'graph',
    nodes: orderNodes(project, shown).map((node) => describeTask(project, node)),
    edges: edges.map(([from, to]) => ({ from: nameOf(graph, from), to: nameOf(graph, to) })),
    ...deriveSchedule(project, wanted),
    cycles: findCycles(graph)
      .filter(({ members }) => members.some((node) => wanted[node] === 1))
      .map(({ path }) => path.map((node) => nameOf(graph, node))),
    plans,
    ...reportProblems(project),
  };
}

function selectPlans(project: Project, { plan, includeCompleted = false }: GraphRequest): PlanSummary[] {
  const summaries = describePlans(project);
  if (plan !== undefined) {
    const { id } = requirePlan(project, plan);
    return summaries.filter((summary) => summary.id === id);
  }
  return summaries.filter(
    ({ state }) => includeCompleted || (state !== 'completed' && state !== 'cancelled'),
  );
}

/** Marks the nodes that pass; of several files with the same id, only the first can. */
function markNodes(project: Project, isWanted: (node: number) => boolean): Uint8Array {
  const { graph } = project.facts;
  return Uint8Array.from(graph.ids, (id, node) =>
    isWanted(node) && project.nodeOf.get(id) === node ? 1 : 0,
  );
}

/** By plan; within a plan each after what it depends on, those in a cycle or behind one last; then by id. */
function orderNodes({ facts: { graph } }: Project, shown: Uint8Array): number[] {
  const { level, stuck } = deriveLevels(graph, deriveComponents(graph));
  const planOf = (node: number) => planOfNode(graph, node).id;
  const nodes: number[] = [];
  shown.forEach((isShown, node) => {
    if (isShown === 1) nodes.push(node);
  });
  return nodes.sort(
    (a, b) =>
      (planOf(a) < planOf(b) ? -1 : planOf(a) > planOf(b) ? 1 : 0) ||
      at(stuck, a) - at(stuck, b) ||
      at(level, a) - at(level, b) ||
      compareIds(graph, a, b),
  );
}

/** Waves and critical path of the unfinished tasks among the wanted ones. */
function deriveSchedule(
  { facts }: Project,
  wanted: Uint8Array,
): Pick<GraphAnswer, 'waves' | 'critical_path' | 'critical_path_hours'> {
  const { graph, unfinished } = facts;
  const open = wanted.map((isWanted, node) => isWanted & at(unfinished, node));
  const { nodes, hours } = deriveCriticalPath(graph, deriveComponents(graph, open));
  const waves = deriveWaves(graph, facts.components)
    .map((wave) => wave.filter((node) => open[node] === 1).map((node) => nameOf(graph, node)))
    .filter((wave) => wave.length > 0);
  return { waves, critical_path: nodes.map((node) => nameOf(graph, node)), critical_path_hours: hours };
}
