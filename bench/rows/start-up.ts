import type { Row } from './row.ts';

const HEAVY = ['@modelcontextprotocol/', 'zod', 'chokidar', 'gray-matter', 'simple-git'];

/** Which packages a short command loads that it does not need. */
export const startUp: Row = {
  name: 'start-up',
  async measure(bench) {
    const [count = 0] = bench.sizes([1_000, 10_000, 100_000]);
    const { root } = bench.sharedRepository(count);
    const loaded = bench.probe('loaded-packages', root, 'ready').split('\n').filter(Boolean);
    const heavy = loaded.filter((name) => HEAVY.some((start) => name.startsWith(start)));
    return [
      {
        label: 'heavy packages that `ready` loads',
        value: heavy.length,
        unit: 'packages',
        budget: { limit: 0 },
        ...(loaded.length === 0 ? {} : { note: `loads ${loaded.join(', ')}` }),
      },
    ];
  },
};
