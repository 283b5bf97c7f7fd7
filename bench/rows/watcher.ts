import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { formatTaskFile } from '../../src/format/format-file.ts';
import { type Bench, labelOf, notBuiltYet } from '../bench.ts';
import { median } from '../measure.ts';
import { type BenchRepository, createRepository } from '../repository.ts';
import type { Result } from '../result.ts';
import type { Row } from './row.ts';
import { startWatch, type Watch } from './watch-process.ts';

const EDIT_MS = 150;
const CHECKOUT_MS = 1_000;
/** Long enough for the watcher to be done with what came before, so that every edit meets it at rest. */
const REST_MS = 300;

/** How soon a running `orc watch` says what changed in the files. */
export const watcher: Row = {
  name: 'watcher',
  async measure(bench) {
    if (!bench.has('watch')) return [notBuiltYet('watch: an edited file'), notBuiltYet('watch: a checkout')];
    const results: Result[] = [];
    for (const count of bench.sizes([10_000])) results.push(...(await measureAt(bench, count)));
    return results;
  },
};

async function measureAt(bench: Bench, count: number): Promise<Result[]> {
  const repository = createRepository({ count });
  addOtherBranch(repository);
  const watch = await startWatch(bench.options.program, repository.root);
  try {
    const edits: number[] = [];
    for (let run = 0; run < bench.options.runs; run += 1) edits.push(await timeEdit(watch, repository, run));
    const checkouts: number[] = [];
    for (const branch of ['other', 'main']) checkouts.push(await timeCheckout(watch, repository, branch));
    return [
      limited(labelOf('watch: an edited file', count), median(edits), EDIT_MS),
      limited(labelOf('watch: a checkout that changes all', count), median(checkouts), CHECKOUT_MS),
    ];
  } finally {
    await watch.stop();
  }
}

function limited(label: string, value: number, limit: number): Result {
  return { label, value, unit: 'ms', budget: { limit } };
}

/** From the end of the write to the line that names the task; the file is then put back. */
async function timeEdit(watch: Watch, repository: BenchRepository, run: number): Promise<number> {
  const task = repository.generated.tasks[run];
  if (task === undefined) throw new Error('there are fewer tasks than runs');
  const before = readFileSync(join(repository.root, task.path), 'utf8');
  const after = formatTaskFile(
    { ...task.written, status: 'cancelled', reason: 'not needed any more' },
    task.body,
  );
  await delay(REST_MS);
  const seen = watch.waitForChanges([task.written.id]);
  repository.write(task.path, after);
  const beganMs = performance.now();
  await seen;
  const tookMs = performance.now() - beganMs;
  const back = watch.waitForChanges([task.written.id]);
  repository.write(task.path, before);
  await back;
  return tookMs;
}

/** From the end of `git checkout` until every task has been named. */
async function timeCheckout(watch: Watch, repository: BenchRepository, branch: string): Promise<number> {
  await delay(REST_MS);
  const seen = watch.waitForChanges(repository.generated.tasks.map(({ written }) => written.id));
  repository.git('checkout', '--quiet', branch);
  const beganMs = performance.now();
  await seen;
  return performance.now() - beganMs;
}

/** A branch on which every task is in another state: what is completed here is pending there. */
function addOtherBranch(repository: BenchRepository): void {
  repository.git('checkout', '--quiet', '-b', 'other');
  for (const { path, written, body } of repository.generated.tasks) {
    const status = written.status === 'completed' ? 'pending' : 'completed';
    const { id, title, depends_on = [] } = written;
    repository.write(path, formatTaskFile({ id, title, depends_on, status }, body));
  }
  repository.git('commit', '--quiet', '--all', '--message=plan: the other way round');
  repository.git('checkout', '--quiet', 'main');
}
