import { labelOf, notBuiltYet } from '../bench.ts';
import { budgetOf, type Result } from '../result.ts';
import type { Row } from './row.ts';

/** All the rules over all the files, with a warm index. */
export const lint: Row = {
  name: 'lint',
  async measure(bench) {
    if (!bench.has('lint')) return [notBuiltYet('lint')];
    const results: Result[] = [];
    for (const count of bench.sizes([10_000])) {
      const { root } = bench.sharedRepository(count);
      const { N, orc } = await bench.measure({
        N: bench.bareNode,
        orc: { run: () => void bench.orc(root, 'lint') },
      });
      const budget = budgetOf({ N: 2.5 }, { N });
      results.push({ label: labelOf('lint', count), value: orc, unit: 'ms', beside: { N }, budget });
    }
    return results;
  },
};
