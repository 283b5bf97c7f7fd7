import { STATE_CODE } from './codes.ts';
import { at } from './columns.ts';
import { countDownstream } from './count-downstream.ts';
import type { GraphFacts } from './graph-facts.ts';
import { compareIds } from './task-graph.ts';

interface ReadyOptions {
  /** How many of the first are wanted; all when absent. */
  readonly limit?: number;
  /** Which ready tasks to take; all when absent. */
  readonly isWanted?: (node: number) => boolean;
}

/**
 * Lists ready tasks, most urgent first: by priority, then the longest remaining chain, then the number of
 * unfinished tasks that depend on it directly or through others, then id. The number is worked out only
 * where the first two tie within the limit.
 */
export function deriveReadyOrder(facts: GraphFacts, options: ReadyOptions = {}): number[] {
  const { graph, states } = facts;
  const { limit = graph.size, isWanted = () => true } = options;
  const ready: number[] = [];
  for (let node = 0; node < graph.size; node++) {
    if (states[node] === STATE_CODE.ready && isWanted(node)) ready.push(node);
  }
  const head = takeFromHead(facts, isWanted, Math.min(limit, ready.length));
  if (head !== null) return head;
  const compareUrgency = (a: number, b: number) =>
    at(graph.priority, a) - at(graph.priority, b) || at(facts.chain.hours, b) - at(facts.chain.hours, a);
  ready.sort(compareUrgency);
  const ordered: number[] = [];
  for (let from = 0; from < ready.length && ordered.length < limit; ) {
    const first = ready[from] as number;
    let to = from + 1;
    while (to < ready.length && compareUrgency(first, ready[to] as number) === 0) to++;
    for (const node of orderTied(facts, ready.slice(from, to))) ordered.push(node);
    from = to;
  }
  return ordered.slice(0, Math.max(0, limit));
}

/** The first `count` of the list that is known already; null when it does not reach so far. */
function takeFromHead({ readyHead, states }: GraphFacts, isWanted: (node: number) => boolean, count: number) {
  if (readyHead === null) return null;
  const taken: number[] = [];
  for (const node of readyHead) {
    if (taken.length === count) break;
    // Somebody may have claimed it since; the order of the others is the same.
    if (states[node] === STATE_CODE.ready && isWanted(node)) taken.push(node);
  }
  return taken.length === count ? taken : null;
}

function orderTied(facts: GraphFacts, nodes: number[]): number[] {
  if (nodes.length < 2) return nodes;
  const counted = nodes.filter((node) => facts.chain.next[node] !== -1);
  const counts = countDownstream(facts.graph, facts.components, counted);
  const downstream = new Map(counted.map((node, index) => [node, at(counts, index)]));
  return nodes.sort(
    (a, b) => (downstream.get(b) ?? 0) - (downstream.get(a) ?? 0) || compareIds(facts.graph, a, b),
  );
}
