/** A repository with the hooks of `orc init --hooks`, and git as a person calls it. */
import { spawnSync } from 'node:child_process';
import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { askOrc, cleanEnvironment } from '../helpers/orc.ts';
import { createRepository, type TestRepository } from '../helpers/repository.ts';

const open: TestRepository[] = [];
/** Removes every shop of the test that has ended. */
export function closeShops(): void {
  for (const repository of open.splice(0)) repository.cleanup();
}

/** A repository with a plan of two tasks and the hooks laid down; the first task is claimed, if not told otherwise. */
export async function createShop({ claim = true, prepare = (_: TestRepository) => {} } = {}) {
  const repository = createRepository({ files: { 'README.md': '# Shop\n' } });
  open.push(repository);
  prepare(repository);
  const { root } = repository;
  const input = '[{"title": "Paint the door"}, {"title": "Hang the sign"}]';
  const { plan_id, tasks } = await askOrc(root, ['plan', 'Open a shop', '--subtasks', '-'], { input });
  await askOrc(root, ['init', '--hooks']);
  const [door, sign] = tasks as { id: string; path: string }[];
  if (door === undefined || sign === undefined) throw new Error('a task is missing');
  if (claim) await askOrc(root, ['execute', door.id]);
  return { repository, root, plan: plan_id as string, door, sign };
}

/** Commits as a person does, with what the hooks print. */
export function commit(root: string, args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const result = spawnSync('git', ['commit', ...args], {
    cwd: root,
    encoding: 'utf8',
    env: cleanEnvironment(env),
  });
  return { code: result.status, said: result.stdout + result.stderr };
}

/** Writes an executable file and returns its text. */
export function addHook(repository: TestRepository, path: string, script: string): string {
  repository.write(path, script);
  chmodSync(join(repository.root, path), 0o755);
  return script;
}
