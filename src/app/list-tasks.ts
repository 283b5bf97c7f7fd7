import { nameOf } from '../core/graph/task-graph.ts';
import type { State } from '../core/task.ts';
import type { ListAnswer } from './answers.ts';
import { describeTask, nodesOfPlan } from './describe.ts';
import type { Ports } from './ports.ts';
import { type Project, readProject, reportProblems, stateAt, taskAt } from './project.ts';
import { requirePlan } from './require-reference.ts';

export interface ListRequest {
  readonly states?: readonly State[] | undefined;
  readonly plan?: string | undefined;
  readonly specialist?: string | undefined;
  /** Text to find in id, title or body, whatever its case. */
  readonly search?: string | undefined;
  readonly limit?: number | undefined;
  readonly offset?: number | undefined;
}

/** Tasks that match every filter, in the order of plan and id; unreadable ones are among them. */
export async function listTasks(ports: Ports, request: ListRequest): Promise<ListAnswer> {
  const project = await readProject(ports);
  const found = findNodes(ports, project, request);
  const from = request.offset ?? 0;
  const to = from + (request.limit ?? found.length);
  return {
    kind: 'list',
    tasks: found.slice(from, to).map((node) => describeTask(project, node)),
    total: found.length,
    ...reportProblems(project),
  };
}

function findNodes(ports: Ports, project: Project, request: ListRequest): number[] {
  const { graph } = project.facts;
  const states = request.states?.length ? new Set(request.states) : null;
  const nodes =
    request.plan === undefined
      ? Array.from({ length: graph.size }, (_, node) => node)
      : nodesOfPlan(project, requirePlan(project, request.plan).id);
  const search = request.search?.toLowerCase();
  return nodes.filter((node) => {
    if (states !== null && !states.has(stateAt(project, node))) return false;
    if (request.specialist !== undefined && taskAt(project, node)?.specialist !== request.specialist)
      return false;
    return search === undefined || matchesText(ports, project, node, search);
  });
}

function matchesText(ports: Ports, project: Project, node: number, search: string): boolean {
  const task = taskAt(project, node);
  if (nameOf(project.facts.graph, node).includes(search)) return true;
  if (task === null) return false;
  return (
    task.title.toLowerCase().includes(search) ||
    ports.files.read(task.path).text.toLowerCase().includes(search)
  );
}
