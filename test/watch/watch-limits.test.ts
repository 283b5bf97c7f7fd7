/** What the system allows is the system's: the one module mock, because no test may use up all watches. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, it, vi } from 'vitest';
import { writePlans, writeTask } from '../cli/graph-sample.ts';
import { createRepository } from '../helpers/repository.ts';
import { startWatching } from './watching.ts';

vi.mock('node:fs', async (importOriginal) => ({
  ...(await importOriginal<typeof import('node:fs')>()),
  watch: () => {
    throw Object.assign(new Error('System limit for number of file watchers reached'), { code: 'ENOSPC' });
  },
}));

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

it('goes on by looking now and then when the system allows no more watches, and says so once', async () => {
  const files = writePlans({ 'dinner-aaaaaa': { tasks: { 'eat-000001': {} } } });
  const repository = createRepository({ files });
  cleanups.push(repository.cleanup);
  const watching = await startWatching(repository.root);
  cleanups.push(watching.close);
  for (const status of ['completed', 'pending'] as const) {
    repository.write('.tasks/dinner-aaaaaa/eat-000001.md', writeTask('eat-000001', { status }));
    await watching.sees({ 'eat-000001': status === 'pending' ? 'ready' : status });
  }
  rmSync(join(repository.root, '.tasks'), { recursive: true });
  await watching.sees({ 'eat-000001': null });
  expect(watching.warnings).toEqual([expect.stringMatching(/ENOSPC.*every 2 seconds/)]);
});
