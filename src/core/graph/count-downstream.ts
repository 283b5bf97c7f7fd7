/**
 * How much work waits for a task, directly or through others. Exact: a task that waits on two ways counts
 * once. 32 tasks are followed at a time, one bit each, through one pass over the dependency order.
 */
import { at } from './columns.ts';
import type { Components } from './derive-components.ts';
import type { DependencyEdges } from './task-graph.ts';

const BATCH = 32;

/**
 * Counts, for each source, the included tasks that depend on it, directly or through other included tasks,
 * without itself. 0 for a source that is not included. The result runs parallel to `sources`.
 */
export function countDownstream(
  edges: DependencyEdges,
  components: Components,
  sources: ArrayLike<number>,
): Int32Array {
  const counts = new Int32Array(sources.length);
  const masks = new Int32Array(edges.size);
  for (let first = 0; first < sources.length; first += BATCH) {
    const length = Math.min(BATCH, sources.length - first);
    masks.fill(0);
    for (let bit = 0; bit < length; bit++) {
      const source = at(sources, first + bit);
      masks[source] = at(masks, source) | (1 << bit);
    }
    const reached = spread(edges, components, masks);
    for (let bit = 0; bit < length; bit++) {
      const isIncluded = components.componentOf[at(sources, first + bit)] !== -1;
      counts[first + bit] = isIncluded ? readCounter(reached, bit) - 1 : 0;
    }
  }
  return counts;
}

/** Carries the bits from dependencies to dependents and counts, per bit, the nodes that got it. */
function spread(edges: DependencyEdges, components: Components, masks: Int32Array): Int32Array {
  const counters = new Int32Array(BATCH);
  const { order, componentStart, componentOf, count } = components;
  for (let component = 0; component < count; component++) {
    const from = at(componentStart, component);
    const to = at(componentStart, component + 1);
    let mask = 0;
    for (let position = from; position < to; position++) {
      const node = at(order, position);
      mask |= at(masks, node);
      const end = at(edges.dependencyStart, node + 1);
      for (let edge = at(edges.dependencyStart, node); edge < end; edge++) {
        const dependency = at(edges.dependency, edge);
        if (dependency >= 0 && componentOf[dependency] !== -1) mask |= at(masks, dependency);
      }
    }
    if (mask === 0) continue;
    for (let position = from; position < to; position++) {
      masks[at(order, position)] = mask;
      increment(counters, mask);
    }
  }
  return counters;
}

/** Adds 1 to the counters of all bits of the mask at once; counter b is bit b of each word, low word first. */
function increment(counters: Int32Array, mask: number): void {
  let carry = mask;
  for (let word = 0; carry !== 0; word++) {
    const before = at(counters, word);
    counters[word] = before ^ carry;
    carry &= before;
  }
}

function readCounter(counters: Int32Array, bit: number): number {
  let count = 0;
  for (let word = 0; word < BATCH - 1; word++) count += ((at(counters, word) >>> bit) & 1) * 2 ** word;
  return count;
}
