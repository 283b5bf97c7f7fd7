import { STATE_CODE } from '../core/graph/codes.ts';
import { at } from '../core/graph/columns.ts';
import { deriveReadyOrder } from '../core/graph/derive-ready-order.ts';
import type { ReadyAnswer } from './answers.ts';
import { describeTask, nodesOfPlan } from './describe.ts';
import type { Ports } from './ports.ts';
import { readProject, reportProblems } from './project.ts';
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
  let total = 0;
  for (let node = 0; node < facts.graph.size; node++) {
    if (at(facts.states, node) === STATE_CODE.ready && isWanted(node)) total++;
  }
  const limit = request.limit ?? facts.graph.size;
  return {
    kind: 'ready',
    tasks: deriveReadyOrder(facts, { limit, isWanted }).map((node) => describeTask(project, node)),
    total,
    ...reportProblems(project),
  };
}
