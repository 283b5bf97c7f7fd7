import { listDependents } from '../../core/graph/derive-dependents.ts';
import { nameOf } from '../../core/graph/task-graph.ts';
import { describePlans, nodesOfPlan } from '../describe.ts';
import type { Ports } from '../ports.ts';
import { type Project, stateAt } from '../project.ts';
import type { CleanupItem } from './answers.ts';

const CLOSED: ReadonlySet<string> = new Set(['completed', 'cancelled']);

/** Finished plans, and what may become of each: nothing is moved, because ids and links have to go on resolving. */
export function findFinishedPlans(
  ports: Ports,
  project: Project,
  wanted: ReadonlySet<number> | null,
): Omit<CleanupItem, 'done'>[] {
  return describePlans(project).flatMap(({ id, state }) => {
    const nodes = nodesOfPlan(project, id);
    if (!CLOSED.has(state) || nodes.length === 0) return [];
    if (wanted !== null && !nodes.some((node) => wanted.has(node))) return [];
    return [
      { what: 'plan', subject: id, message: describe(ports, project, id, nodes), action: null } as const,
    ];
  });
}

function describe(ports: Ports, project: Project, planId: string, nodes: readonly number[]): string {
  if (!ports.files.exists(`.tasks/${planId}/synthesis.md`)) {
    return `Finished, without a synthesis: \`orc synthesize ${planId}\` writes it.`;
  }
  const needed = findOpenDependents(project, new Set(nodes));
  if (needed.length > 0) return `Finished, and still needed by ${needed.slice(0, 3).join(', ')}: keep it.`;
  return 'Finished and synthesized. It may stay; a commit of yours that deletes the folder loses nothing either, since history keeps it.';
}

/** Open tasks of other plans that depend on one of these: without the files they would wait for ever. */
function findOpenDependents(project: Project, nodes: ReadonlySet<number>): string[] {
  const { facts } = project;
  const dependents = [...nodes].flatMap((node) => listDependents(facts.dependents, node));
  const open = dependents.filter((node) => !nodes.has(node) && !CLOSED.has(stateAt(project, node)));
  return [...new Set(open)].map((node) => nameOf(facts.graph, node));
}
