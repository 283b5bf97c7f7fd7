/**
 * One reading of the whole project: the files, the claims, and what follows from both. Every surface
 * answers from here, so the same task has the same state everywhere.
 */
import { buildTaskGraph } from '../core/graph/build-task-graph.ts';
import { decodeState } from '../core/graph/codes.ts';
import { at } from '../core/graph/columns.ts';
import { createFacts, type GraphFacts } from '../core/graph/graph-facts.ts';
import type { Problem } from '../core/problem.ts';
import type { Claim, Plan, Snapshot, State, Task } from '../core/task.ts';
import type { ProblemReport } from './answers.ts';
import { isExpired } from './claims.ts';
import type { Ports } from './ports.ts';

export interface Project {
  readonly snapshot: Snapshot;
  /** Live and expired claims by task id. */
  readonly claims: ReadonlyMap<string, Claim>;
  readonly now: Date;
  readonly facts: GraphFacts;
  /** Node of a task id; of several files with the same id, the first. */
  readonly nodeOf: ReadonlyMap<string, number>;
  /** Readable plans by id. */
  readonly plans: ReadonlyMap<string, Plan>;
}

const PROBLEMS_SHOWN = 20;

/** Reads files and claims, and derives what follows. Bad files are in it as `unreadable`. */
export function readProject(ports: Ports): Project {
  const snapshot = ports.files.scan();
  const claims = ports.git.readClaims();
  const now = ports.now();
  const live = new Set<string>();
  for (const [task, claim] of claims) if (!isExpired(claim, now)) live.add(task);
  const graph = buildTaskGraph(snapshot, live);
  const nodeOf = new Map<string, number>();
  for (const [node, id] of graph.ids.entries()) if (!nodeOf.has(id)) nodeOf.set(id, node);
  const plans = new Map(snapshot.plans.map((plan) => [plan.id, plan]));
  return { snapshot, claims, now, facts: createFacts(graph), nodeOf, plans };
}

/** The task of a node, or null when its file cannot be read. */
export function taskAt({ snapshot, facts }: Project, node: number): Task | null {
  return stateAt({ facts }, node) === 'unreadable' ? null : (snapshot.tasks[node] ?? null);
}

export function stateAt({ facts }: Pick<Project, 'facts'>, node: number): State {
  return decodeState(at(facts.states, node));
}

/** The problems that every answer carries: how many there are, and the first of them. */
export function reportProblems({ snapshot }: Project): ProblemReport {
  return limitProblems(snapshot.problems);
}

export function limitProblems(problems: readonly Problem[]): ProblemReport {
  return { problem_count: problems.length, problems: problems.slice(0, PROBLEMS_SHOWN) };
}
