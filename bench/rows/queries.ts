import { type Bench, labelOf } from '../bench.ts';
import { budgetOf, type Measured } from '../result.ts';
import type { Row } from './row.ts';

/** Multiples of N up to a number of tasks. */
const BUDGETS = [
  { upTo: 1_000, multiple: 1.35 },
  { upTo: 10_000, multiple: 1.8 },
  { upTo: 100_000, multiple: 6 },
];

/** The questions that people and agents ask all day, answered with a warm index. */
export const queries: Row = {
  name: 'queries',
  async measure(bench) {
    const results: Measured[] = [];
    for (const count of bench.sizes(BUDGETS.map(({ upTo }) => upTo))) {
      results.push(...(await measureAt(bench, count)));
    }
    return results;
  },
};

async function measureAt(bench: Bench, count: number): Promise<Measured[]> {
  const { root, generated } = bench.sharedRepository(count);
  const ask = (...args: string[]) => ({ run: () => void bench.orc(root, ...args) });
  const somewhere = generated.tasks[count >> 1]?.written.id ?? '';
  const { N, ...medians } = await bench.measure({
    N: bench.bareNode,
    ready: ask('ready'),
    next: ask('next'),
    status: ask('status'),
    show: ask('show', somewhere),
    'list --limit 20': ask('list', '--limit', '20'),
  });
  const multiple = BUDGETS.find(({ upTo }) => count <= upTo)?.multiple ?? Number.NaN;
  return Object.entries(medians).map(([command, value]) => ({
    label: labelOf(command, count),
    value,
    unit: 'ms',
    beside: { N },
    budget: budgetOf({ N: multiple }, { N }),
  }));
}
