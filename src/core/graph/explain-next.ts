import type { Priority } from '../task.ts';
import { decodePriority } from './codes.ts';
import { at } from './columns.ts';
import { countDownstream } from './count-downstream.ts';
import { findUnlocked } from './find-unlocked.ts';
import type { GraphFacts } from './graph-facts.ts';
import { nameOf } from './task-graph.ts';

/** Why a task stands where it stands in the ready list. */
export interface NextReasons {
  readonly priority: Priority;
  /** Whether the longest remaining chain of its plan begins here. */
  readonly onCriticalPath: boolean;
  /** Longest chain from here to the end, itself included. */
  readonly chainHours: number;
  /** Ids of the tasks that become ready when it is completed. */
  readonly unlocks: readonly string[];
  /** Unfinished tasks that depend on it, directly or through others. */
  readonly downstream: number;
  /** The same as short sentences, most important first. */
  readonly sentences: readonly string[];
}

const MAX_NAMED = 3;

/** Explains the place of a ready task in the order. */
export function explainNext(facts: GraphFacts, node: number): NextReasons {
  const { graph, components, chain } = facts;
  const chainHours = at(chain.hours, node);
  const plan = graph.planOf[node];
  const rivals = components.order.filter((other) => graph.planOf[other] === plan);
  const onCriticalPath = rivals.every((other) => at(chain.hours, other) <= chainHours);
  const reasons = {
    priority: decodePriority(at(graph.priority, node)),
    onCriticalPath,
    chainHours,
    unlocks: findUnlocked(facts, node).map((other) => nameOf(graph, other)),
    downstream: at(countDownstream(graph, components, [node]), 0),
  };
  return { ...reasons, sentences: formatSentences(reasons) };
}

function formatSentences(reasons: Omit<NextReasons, 'sentences'>): string[] {
  const { priority, onCriticalPath, unlocks, downstream } = reasons;
  const hours = formatHours(reasons.chainHours);
  const sentences = [`Its priority is ${priority}.`];
  if (onCriticalPath)
    sentences.push(`It is on the critical path of its plan: ${hours} of work from here on.`);
  else sentences.push(`The longest chain of work from here on takes ${hours}.`);
  if (unlocks.length > 0) sentences.push(`Completing it makes ${formatNames(unlocks)} ready.`);
  if (downstream === 1) sentences.push('1 unfinished task depends on it.');
  if (downstream > 1) {
    sentences.push(`${downstream} unfinished tasks depend on it, directly or through others.`);
  }
  return sentences;
}

function formatHours(hours: number): string {
  return `${Math.round(hours * 10) / 10} h`;
}

function formatNames(ids: readonly string[]): string {
  const named = ids.slice(0, MAX_NAMED).join(', ');
  return ids.length > MAX_NAMED ? `${named} and ${ids.length - MAX_NAMED} more` : named;
}
