import { deriveReadyOrder } from '../core/graph/derive-ready-order.ts';
import type { ReadyAnswer } from './answers.ts';
import { describeTask, nodesOfPlan } from './describe.ts';
import type { Ports } from './ports.ts';
import { countReady, readProject, reportProblems } from './project.ts';
import { requirePlan } from './require-reference.ts';

export interface ReadyRequest {
  readonly plan?: string | undefined;
  readonly limit?: number | undefined;
}

/** What can be worked on now, most urgent first. */
export async function listReady(ports: Ports, request: ReadyRequest): Promise<ReadyAnswer> {
  const project = await readProject(ports);
  const { facts } = project;
  const wanted =
    request.plan === undefined ? null : new Set(nodesOfPlan(project, requirePlan(project, request.plan).id));
  const isWanted = (node: number) => wanted === null || wanted.has(node);
  const limit = request.limit ?? facts.graph.size;
  return {
    kind: 'ready',
    tasks: deriveReadyOrder(facts, { limit, isWanted }).map((node) => describeTask(project, node)),
    total: countReady(project, isWanted),
    ...reportProblems(project),
  };
}
