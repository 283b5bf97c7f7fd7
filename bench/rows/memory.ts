import { labelOf } from '../bench.ts';
import { median } from '../measure.ts';
import type { Measured } from '../result.ts';
import type { Row } from './row.ts';

const BUDGETS_MB = new Map([
  [10_000, 80],
  [100_000, 300],
]);
const MEGABYTE = 1_000_000;
const MAX_RUNS = 5;

/** Peak resident memory of a whole `orc ready` with a warm index. */
export const memory: Row = {
  name: 'memory',
  async measure(bench) {
    const results: Measured[] = [];
    for (const count of bench.sizes([...BUDGETS_MB.keys()])) {
      const { root } = bench.sharedRepository(count);
      bench.orc(root, 'ready');
      const runs = Math.min(bench.options.runs, MAX_RUNS);
      const peaks = Array.from({ length: runs }, () => Number(bench.probe('peak-memory', root, 'ready')));
      const limit = BUDGETS_MB.get(count) ?? Number.POSITIVE_INFINITY;
      results.push({
        label: labelOf('memory of ready', count),
        value: median(peaks) / MEGABYTE,
        unit: 'MB',
        budget: { limit },
      });
    }
    return results;
  },
};
