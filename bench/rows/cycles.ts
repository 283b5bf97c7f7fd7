import { buildGraph } from '../../src/core/graph/build-task-graph.ts';
import { findCycles } from '../../src/core/graph/find-cycles.ts';
import type { TaskGraph } from '../../src/core/graph/task-graph.ts';
import { formatValue } from '../report.ts';
import type { Row } from './row.ts';

const LENGTH = 10_000;
const TIMES_LONGER = 10;
/** Linear is 10 times as long, and caches that hold less of it cost some more; quadratic is 100 times. */
const MAX_GROWTH = 20;

/** The cycle check on one long chain that bites its own tail: the worst case for recursion. */
export const cycles: Row = {
  name: 'cycles',
  async measure(bench) {
    const length = bench.options.smoke ? 200 : LENGTH;
    const short = buildRing(length);
    const long = buildRing(length * TIMES_LONGER);
    const medians = await bench.measure({
      short: { run: () => requireRing(short) },
      long: { run: () => requireRing(long) },
    });
    const name = (count: number) => count.toLocaleString('en-US');
    return [
      {
        label: `cycle check: a chain of ${name(length * TIMES_LONGER)} against ${name(length)}`,
        value: medians.long / medians.short,
        unit: 'x',
        budget: { text: 'linear', limit: MAX_GROWTH },
        note: `${formatValue(medians.short, 'ms')} against ${formatValue(medians.long, 'ms')}`,
      },
    ];
  },
};

function requireRing(graph: TaskGraph): void {
  const [cycle] = findCycles(graph);
  if (cycle?.path.length !== graph.size + 1) throw new Error('the cycle check did not find the way round');
}

/** Every task waits for the one before it, and the first one for the last. */
function buildRing(length: number): TaskGraph {
  const idOf = (place: number) => `link-${String(place).padStart(6, '0')}`;
  const rows = Array.from({ length }, (_, place) => ({
    id: idOf(place),
    planId: 'chain-000000',
    task: {
      status: 'pending' as const,
      priority: 'medium' as const,
      effortHours: 1,
      dependsOn: [idOf((place + length - 1) % length)],
    },
  }));
  return buildGraph({ rows, plans: [], unreadable: [] }, new Set());
}
