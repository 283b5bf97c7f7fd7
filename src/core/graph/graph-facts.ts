/**
 * A graph together with what is derived from it, each thing once and only when somebody asks: `ready` does
 * not pay for cycles, `show` does not pay for critical paths.
 */
import { haveSameCells } from './columns.ts';
import { type Components, deriveComponents } from './derive-components.ts';
import { type Dependents, deriveDependents } from './derive-dependents.ts';
import { deriveRemainingChain, type RemainingChain } from './derive-remaining-chain.ts';
import { claimStates, deriveStates, deriveUnfinished } from './derive-states.ts';
import { findOpenSubPlans, type OpenSubPlans } from './find-open-sub-plans.ts';
import type { TaskGraph } from './task-graph.ts';

export interface GraphFacts {
  readonly graph: TaskGraph;
  /** Codes of `STATES`, one per node. */
  readonly states: Uint8Array;
  /** 1 for every task that is neither completed nor cancelled. */
  readonly unfinished: Uint8Array;
  readonly subPlans: OpenSubPlans;
  readonly dependents: Dependents;
  /** Of the unfinished tasks only: what still has to be done, in which order. */
  readonly components: Components;
  /** Of the unfinished tasks only. */
  readonly chain: RemainingChain;
  readonly readyHead: Int32Array | null;
}

/** Facts that were derived before from the same files, by an index; claims change no more than states. Each may be missing. */
export interface KnownFacts {
  /** States as they are while nobody has claimed a task. */
  readonly states?: Uint8Array | undefined;
  readonly chain?: RemainingChain | undefined;
  readonly dependents?: Dependents | undefined;
  /** The beginning of the ready list, as long as nobody has claimed a task. */
  readonly readyHead?: Int32Array | undefined;
  /** Whether no rule between files finds anything wrong. */
  readonly isConsistent?: boolean | undefined;
}

/** The facts that still hold when tasks say something else of themselves, and wait for the same ones as before. */
export function keepFacts(facts: KnownFacts, before: TaskGraph, after: TaskGraph): KnownFacts {
  const { dependents, states, isConsistent, chain } = facts;
  if (!haveSameCells(before.status, after.status)) return { dependents };
  if (!haveSameCells(before.weightHours, after.weightHours)) return { dependents, states, isConsistent };
  if (!haveSameCells(before.priority, after.priority)) return { dependents, states, isConsistent, chain };
  return facts;
}

/** Makes the facts of a graph: those that are known, and the others when they are first asked for. */
export function createFacts(graph: TaskGraph, known?: KnownFacts | null): GraphFacts {
  const facts: GraphFacts = {
    graph,
    readyHead: known?.readyHead ?? null,
    get states() {
      const states = known?.states ? claimStates(graph, known.states) : deriveStates(graph, facts.subPlans);
      return keep('states', states);
    },
    get unfinished() {
      return keep('unfinished', deriveUnfinished(graph));
    },
    get subPlans() {
      return keep(
        'subPlans',
        findOpenSubPlans(graph, () => facts.unfinished),
      );
    },
    get dependents() {
      return keep('dependents', known?.dependents ?? deriveDependents(graph));
    },
    get components() {
      return keep('components', deriveComponents(graph, facts.unfinished));
    },
    get chain() {
      return keep('chain', known?.chain ?? deriveRemainingChain(graph, facts.components));
    },
  };
  /** Replaces the getter by its value. */
  function keep<Value>(name: keyof GraphFacts, value: Value): Value {
    Object.defineProperty(facts, name, { value, enumerable: true });
    return value;
  }
  return facts;
}
