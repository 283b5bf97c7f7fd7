import { notBuiltYet } from '../bench.ts';
import { createPlanHistory } from '../plan-history.ts';
import type { Row } from './row.ts';

/** The newest changes, and all changes of one task, where every commit of a long history changes a task. */
export const log: Row = {
  name: 'log',
  async measure(bench) {
    if (!bench.has('log')) return [notBuiltYet('log'), notBuiltYet('log of one task')];
    const size = bench.options.smoke ? { commits: 100, tasks: 20 } : { commits: 10_000, tasks: 1_000 };
    const { root, git, generated } = createPlanHistory(size);
    const task = generated.tasks[size.tasks / 2]?.written.id ?? '';
    const { N, G, newest, one } = await bench.measure({
      N: bench.bareNode,
      G: { run: () => void git('log', '--raw', '-z', '-M', '--', '.tasks') },
      newest: { run: () => void bench.orc(root, 'log') },
      one: { run: () => void bench.orc(root, 'log', task) },
    });
    const note = 'G = `git log --raw -M -- .tasks`';
    return [
      { label: 'log', value: newest, unit: 'ms', beside: { N }, budget: null },
      { label: 'log of one task', value: one, unit: 'ms', beside: { G }, budget: null, note },
    ];
  },
};
