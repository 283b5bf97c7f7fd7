import { deriveReadyOrder } from '../core/graph/derive-ready-order.ts';
import { explainNext } from '../core/graph/explain-next.ts';
import { countStates } from '../core/progress.ts';
import { selectParallel } from '../core/select-parallel.ts';
import type { NextAnswer } from './answers.ts';
import { describeTask, nodesOfPlan } from './describe.ts';
import type { Ports } from './ports.ts';
import { type Project, readProject, reportProblems, stateAt, taskAt } from './project.ts';
import { requirePlan } from './require-reference.ts';

export interface NextRequest {
  readonly plan?: string | undefined;
  /** How many tasks to offer side by side; 1 when absent. */
  readonly parallel?: number | undefined;
}

/** The task to work on now, and why; with `parallel`, several whose files do not overlap. */
export async function findNext(ports: Ports, request: NextRequest): Promise<NextAnswer> {
  const project = await readProject(ports);
  const { facts } = project;
  const nodes = pickNext(project, request);
  const [first] = nodes;
  return {
    kind: 'next',
    task: first === undefined ? null : describeTask(project, first),
    reasons: first === undefined ? explainNothing(project) : explainNext(facts, first).sentences,
    tasks: nodes.map((node) => describeTask(project, node)),
    started: [],
    refused: [],
    ...reportProblems(project),
  };
}

interface Picking extends NextRequest {
  /** Whether a single task, too, must not overlap with what is in progress. */
  readonly isSideBySide?: boolean;
}

/** The most urgent ready tasks; several of them so that their files overlap neither each other nor work in progress. */
export function pickNext(
  project: Project,
  { plan, parallel = 1, isSideBySide = parallel > 1 }: Picking,
): number[] {
  const { facts } = project;
  const wanted = plan === undefined ? null : new Set(nodesOfPlan(project, requirePlan(project, plan).id));
  const isWanted = (node: number) => wanted === null || wanted.has(node);
  if (!isSideBySide) return deriveReadyOrder(facts, { limit: 1, isWanted });
  const filesOf = (node: number) => taskAt(project, node)?.files ?? [];
  const busy: (readonly string[])[] = [];
  for (let node = 0; node < facts.graph.size; node++) {
    if (stateAt(project, node) === 'in_progress') busy.push(filesOf(node));
  }
  const candidates = deriveReadyOrder(facts, { isWanted }).map((node) => ({ node, files: filesOf(node) }));
  return selectParallel(candidates, busy, parallel).map(({ node }) => node);
}

/** Why nothing is ready: an honest answer is a reason too. */
export function explainNothing(project: Project): string[] {
  const { size } = project.facts.graph;
  if (size === 0) return ['There are no tasks yet: make a plan with `orc plan`.'];
  const states = Array.from({ length: size }, (_, node) => stateAt(project, node));
  const counts = countStates(states);
  const open = size - counts.completed - counts.cancelled;
  if (open === 0) return ['Every task is completed or cancelled.'];
  const parts = (['in_progress', 'waiting', 'blocked', 'failed', 'unreadable'] as const)
    .filter((state) => counts[state] > 0)
    .map((state) => `${counts[state]} ${state.replace('_', ' ')}`);
  return [`Nothing is ready: ${parts.join(', ')}.`];
}
