import { formatTaskFile } from '../../src/format/format-file.ts';
import { labelOf, notBuiltYet } from '../bench.ts';
import { type BenchRepository, createRepository } from '../repository.ts';
import { budgetOf, type Result } from '../result.ts';
import type { Row } from './row.ts';

const CHANGED = 200;

/** The report for a pull request of 200 changed tasks, with a warm index. */
export const review: Row = {
  name: 'review',
  async measure(bench) {
    const results: Result[] = [];
    for (const count of bench.sizes([10_000])) {
      const label = labelOf(`review of ${CHANGED} changed tasks`, count);
      if (!bench.has('review')) return [notBuiltYet(label)];
      const repository = createRepository({ count });
      changeTasks(repository);
      const { root } = repository;
      const { N, G, orc } = await bench.measure({
        N: bench.bareNode,
        G: { run: () => void repository.git('diff', 'main', 'topic', '--', '.tasks') },
        orc: { run: () => void bench.orc(root, 'review', 'main...topic') },
      });
      const budget = budgetOf({ N: 3, G: 1 }, { N, G });
      results.push({ label, value: orc, unit: 'ms', beside: { N, G }, budget });
    }
    return results;
  },
};

/** A branch on which so many tasks have another priority, another effort and a sentence more. */
function changeTasks(repository: BenchRepository): void {
  const { tasks } = repository.generated;
  const step = Math.max(1, Math.floor(tasks.length / CHANGED));
  repository.git('checkout', '--quiet', '-b', 'topic');
  for (let index = 0; index < tasks.length; index += step) {
    const task = tasks[index];
    if (task === undefined) continue;
    const priority = task.written.priority === 'low' ? 'high' : 'low';
    const written = { ...task.written, priority, effort: '5h' } as const;
    repository.write(task.path, formatTaskFile(written, `Seen by the vendor.\n\n${task.body}`));
  }
  repository.git('commit', '--quiet', '--all', '--message=plan: what the vendor said');
}
