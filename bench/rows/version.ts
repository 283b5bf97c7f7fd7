import { budgetOf } from '../result.ts';
import type { Row } from './row.ts';

/** Start-up alone: `orc --version`. */
export const version: Row = {
  name: 'version',
  async measure(bench) {
    const { N, orc } = await bench.measure({
      N: bench.bareNode,
      orc: { run: () => void bench.orc(process.cwd(), '--version') },
    });
    return [
      { label: '--version', value: orc, unit: 'ms', beside: { N }, budget: budgetOf({ N: 1.2 }, { N }) },
    ];
  },
};
