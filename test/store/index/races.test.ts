import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { createRepository, type TestRepository } from '../../helpers/repository.ts';
import { findDifference, LOW_LIMITS } from './model/read-answers.ts';

const WORKER = join(import.meta.dirname, 'race-worker.ts');
const DURATION_MS = 4000;

let repository: TestRepository;
afterEach(() => repository.cleanup());

async function runWorker(role: 'writer' | 'reader', seed: number): Promise<string> {
  const args = [role, repository.root, String(DURATION_MS), String(seed)];
  const child = spawn(process.execPath, ['--import', 'tsx', WORKER, ...args]);
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      said += chunk.toString('utf8');
    });
  }
  const [status] = await once(child, 'close');
  return status === 0 ? said : `exit status ${status}\n${said}`;
}

it('answers truly to several readers that replace one index, while files are replaced and moved', async () => {
  const plan = (id: string) => `---\nid: ${id}\ntitle: Plan\n---\n`;
  repository = createRepository({
    files: {
      '.tasks/red-aaaaaa/plan.md': plan('red-aaaaaa'),
      '.tasks/green-bbbbbb/plan.md': plan('green-bbbbbb'),
    },
  });
  const { root } = repository;
  const said = await Promise.all([
    runWorker('writer', 1),
    ...[2, 3, 4].map((seed) => runWorker('reader', seed)),
  ]);
  expect(said).toEqual(['', '', '', '']);
  const indexPath = join(root, '.git', 'orchestrator', 'index');
  expect(
    await findDifference({ root, indexPath, objectFormat: 'sha1', probe: null, limits: LOW_LIMITS }),
  ).toBeNull();
});
