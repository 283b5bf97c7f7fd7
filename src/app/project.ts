/**
 * One reading of the whole project: the files, the claims, and what follows from both. Every surface
 * answers from here, so the same task has the same state everywhere.
 */
import { decodeState, STATE_CODE, STATUS_CODE } from '../core/graph/codes.ts';
import { at } from '../core/graph/columns.ts';
import { createFacts, type GraphFacts } from '../core/graph/graph-facts.ts';
import type { TaskGraph } from '../core/graph/task-graph.ts';
import type { Problem } from '../core/problem.ts';
import type { Claim, Plan, State, Task } from '../core/task.ts';
import type { TaskTable } from '../core/task-table.ts';
import type { ProblemReport } from './answers.ts';
import { isExpired } from './claims.ts';
import type { Ports } from './ports.ts';

export interface Project {
  readonly table: TaskTable;
  /** Live and expired claims by task id. */
  readonly claims: ReadonlyMap<string, Claim>;
  readonly now: Date;
  readonly facts: GraphFacts;
  /** Node of a task id; of several files with the same id, the first. */
  readonly nodeOf: Pick<ReadonlyMap<string, number>, 'get' | 'has'>;
  /** Readable plans by id. */
  readonly plans: ReadonlyMap<string, Plan>;
}

const PROBLEMS_SHOWN = 20;

/** Reads files and claims, and derives what follows. Bad files are in it as `unreadable`. */
export async function readProject(ports: Ports): Promise<Project> {
  const table = await ports.files.scan();
  const claims = dropMerged(table.graph, ports.git.readClaims());
  const now = ports.now();
  const live = new Set<string>();
  for (const [task, claim] of claims) if (!isExpired(claim, now)) live.add(task);
  const facts = createFacts(markClaimed(table.graph, live), table.knownFacts);
  return {
    table,
    claims,
    now,
    facts,
    nodeOf: lookUpNodes(table.graph.ids),
    plans: new Map(table.plans.map((plan) => [plan.id, plan])),
  };
}

/** What ended in another work tree says nothing more where the task has ended too. */
function dropMerged(graph: TaskGraph, claims: ReadonlyMap<string, Claim>): ReadonlyMap<string, Claim> {
  if (![...claims.values()].some(({ isOver }) => isOver)) return claims;
  const kept = new Map(claims);
  for (const [node, id] of graph.ids.entries()) {
    if (claims.get(id)?.isOver && !isOpenStatus(at(graph.status, node))) kept.delete(id);
  }
  return kept;
}

function isOpenStatus(code: number): boolean {
  return code === STATUS_CODE.pending || code === STATUS_CODE.in_progress;
}

function markClaimed(graph: TaskGraph, live: ReadonlySet<string>): TaskGraph {
  if (live.size === 0) return graph;
  return { ...graph, claimed: Uint8Array.from(graph.ids, (id) => (live.has(id) ? 1 : 0)) };
}

/** From so many questions on a map is made for them; before, to look through the ids is faster. */
const QUESTIONS_BEFORE_MAP = 8;

function lookUpNodes(ids: readonly string[]): Project['nodeOf'] {
  let asked = 0;
  let map: ReadonlyMap<string, number> | undefined;
  const get = (id: string): number | undefined => {
    asked += 1;
    if (asked > QUESTIONS_BEFORE_MAP) map ??= numberIds(ids);
    if (map !== undefined) return map.get(id);
    const node = ids.indexOf(id);
    return node === -1 ? undefined : node;
  };
  return { get, has: (id) => get(id) !== undefined };
}

function numberIds(ids: readonly string[]): Map<string, number> {
  const nodeOf = new Map<string, number>();
  for (const [node, id] of ids.entries()) if (!nodeOf.has(id)) nodeOf.set(id, node);
  return nodeOf;
}

/** The task of a node, or null when its file cannot be read. */
export function taskAt({ table, facts }: Pick<Project, 'table' | 'facts'>, node: number): Task | null {
  return stateAt({ facts }, node) === 'unreadable' ? null : table.taskAt(node);
}

export function stateAt({ facts }: Pick<Project, 'facts'>, node: number): State {
  return decodeState(at(facts.states, node));
}

/** How many tasks are ready, of those that are wanted. */
export function countReady(
  { facts }: Pick<Project, 'facts'>,
  isWanted: (node: number) => boolean = () => true,
): number {
  let count = 0;
  for (let node = 0; node < facts.graph.size; node++) {
    if (facts.states[node] === STATE_CODE.ready && isWanted(node)) count++;
  }
  return count;
}

/** The problems that every answer carries: how many there are, and the first of them. */
export function reportProblems({ table }: Project): ProblemReport {
  return limitProblems(table.problems);
}

export function limitProblems(problems: readonly Problem[]): ProblemReport {
  return { problem_count: problems.length, problems: problems.slice(0, PROBLEMS_SHOWN) };
}
