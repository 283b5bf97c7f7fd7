import { decodeState } from '../graph/codes.ts';
import { at, haveSameCells } from '../graph/columns.ts';
import { type Components, deriveComponents } from '../graph/derive-components.ts';
import { deriveCriticalPath } from '../graph/derive-critical-path.ts';
import { findCycles } from '../graph/find-cycles.ts';
import { createFacts, type GraphFacts } from '../graph/graph-facts.ts';
import { nameOf } from '../graph/task-graph.ts';
import type { State } from '../task.ts';
import type { TaskTable } from '../task-table.ts';
import { haveSameEdges, haveSameStates } from './patch-table.ts';

interface PathDocument {
  readonly tasks: readonly string[];
  readonly hours: number;
}

/** What a change does to what can be worked on. Claims play no part: they are not in the files. */
export interface GraphEffect {
  /** Ready after it, and not before; new tasks too. */
  readonly newly_ready: readonly string[];
  /** There and ready or in progress before it, and waiting, blocked, failed or unreadable after it. */
  readonly newly_blocked: readonly string[];
  /** Ways round that were not there before, as `[a, b, a]`. */
  readonly cycles_introduced: readonly (readonly string[])[];
  readonly cycles_resolved: readonly (readonly string[])[];
  /** Of the plans that the change touches: the longest chain of what is still to be done. */
  readonly critical_path: { readonly before: PathDocument; readonly after: PathDocument };
}

const WORKABLE: ReadonlySet<State | undefined> = new Set(['ready', 'in_progress']);
const STOPPED: ReadonlySet<State> = new Set(['waiting', 'blocked', 'failed', 'unreadable']);

/** Compares the graphs of the two sides; `plans` are those that the change touches. */
export function findGraphEffect(
  before: TaskTable,
  after: TaskTable,
  plans: ReadonlySet<string>,
): GraphEffect {
  const [old, now] = [
    createFacts(before.graph, before.knownFacts),
    createFacts(after.graph, after.knownFacts),
  ];
  const isSameShape = haveSameEdges(before, after);
  const changed = haveSameStates(before, after)
    ? []
    : (isSameShape ? compareRows(old, now) : compareIds(old, now)).sort(byId);
  const [oldCycles, cycles] = isSameShape ? [[], []] : [cyclesOf(old), cyclesOf(now)];
  return {
    newly_ready: changed.filter(({ to }) => to === 'ready').map(({ id }) => id),
    newly_blocked: changed
      .filter(({ from, to }) => STOPPED.has(to) && WORKABLE.has(from))
      .map(({ id }) => id),
    cycles_introduced: without(cycles, oldCycles),
    cycles_resolved: without(oldCycles, cycles),
    critical_path: comparePaths(old, now, plans),
  };
}

interface StateChange {
  readonly id: string;
  /** Undefined for a task that is new. */
  readonly from: State | undefined;
  readonly to: State;
}

function byId(a: StateChange, b: StateChange): number {
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}

/** Row by row, where both have the same rows. */
function compareRows(old: GraphFacts, now: GraphFacts): StateChange[] {
  const changes: StateChange[] = [];
  for (let node = 0; node < now.graph.size; node++) {
    const [from, to] = [at(old.states, node), at(now.states, node)];
    if (from !== to)
      changes.push({ id: nameOf(now.graph, node), from: decodeState(from), to: decodeState(to) });
  }
  return changes;
}

function compareIds(old: GraphFacts, now: GraphFacts): StateChange[] {
  const states = new Map<string, State>();
  for (let node = 0; node < old.graph.size; node++) {
    states.set(nameOf(old.graph, node), decodeState(at(old.states, node)));
  }
  const changes: StateChange[] = [];
  for (let node = 0; node < now.graph.size; node++) {
    const id = nameOf(now.graph, node);
    const [from, to] = [states.get(id), decodeState(at(now.states, node))];
    if (from !== to) changes.push({ id, from, to });
  }
  return changes;
}

function cyclesOf({ graph }: GraphFacts): string[][] {
  return findCycles(graph).map(({ path }) => path.map((node) => nameOf(graph, node)));
}

function without(cycles: readonly string[][], others: readonly string[][]): string[][] {
  const known = new Set(others.map((cycle) => cycle.join(' ')));
  return cycles.filter((cycle) => !known.has(cycle.join(' ')));
}

/** With the same edges and the same open tasks on both sides, what waits for what is worked out once. */
function comparePaths(
  old: GraphFacts,
  now: GraphFacts,
  plans: ReadonlySet<string>,
): GraphEffect['critical_path'] {
  const [openBefore, openAfter] = [maskOpen(old, plans), maskOpen(now, plans)];
  const isSame = old.graph.dependency === now.graph.dependency && haveSameCells(openBefore, openAfter);
  const components = deriveComponents(now.graph, openAfter);
  const before = isSame ? components : deriveComponents(old.graph, openBefore);
  return { before: pathOf(old, before), after: pathOf(now, components) };
}

function maskOpen({ graph, unfinished }: GraphFacts, plans: ReadonlySet<string>): Uint8Array {
  const wanted = graph.plans.map(({ id }) => plans.has(id));
  return unfinished.map((isOpen, node) => (wanted[at(graph.planOf, node)] === true ? isOpen : 0));
}

function pathOf({ graph }: GraphFacts, components: Components): PathDocument {
  const { nodes, hours } = deriveCriticalPath(graph, components);
  return { tasks: nodes.map((node) => nameOf(graph, node)), hours };
}
