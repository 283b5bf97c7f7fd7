/** What the tests of `commitPaths` share: a small shop, its task, and the checks on what is left behind. */
import { chmodSync, existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect } from 'vitest';
import { commitPaths } from '../../src/git/commit-paths.ts';
import { locateRepository } from '../../src/git/locate-repository.ts';
import { createRepository, type TestRepository } from '../helpers/repository.ts';

export const TASK = '.tasks/web-shop-aaaaaa/cart-bbbbbb.md';
export const MESSAGE = { subject: 'task(cart): complete Cart', trailers: [['Task', 'cart-bbbbbb']] } as const;
export const BASE = { [TASK]: 'pending\n', 'src/cart.ts': 'one\ntwo\n', 'src/shop.ts': 'shop\n' };

const open: TestRepository[] = [];
afterEach(() => {
  for (const repository of open.splice(0)) repository.cleanup();
});

/** A repository that is removed after the test. */
export function create(options: Parameters<typeof createRepository>[0] = { files: BASE }): TestRepository {
  const repository = createRepository(options);
  open.push(repository);
  return repository;
}

/** Commits the paths as they are in the work tree. */
export function commit(repository: TestRepository, paths: readonly string[] = [TASK], giveUpMs = 10_000) {
  return commitPaths(locateRepository(repository.root), { paths, message: MESSAGE }, { giveUpMs });
}

/** Expects that no lock, scratch index or other file of ours is left in the git directory. */
export function expectNoLeftovers(repository: TestRepository): void {
  const { gitDir } = locateRepository(repository.root);
  expect(existsSync(join(gitDir, 'index.lock'))).toBe(false);
  const kept = ['checked-git', 'record-changes', 'scratch'];
  const found = readdirSync(join(gitDir, 'orchestrator'), { recursive: true, encoding: 'utf8' });
  expect(found.filter((name) => !kept.includes(name))).toEqual([]);
}

/** Installs an executable shell script as a hook. */
export function addHook(
  repository: TestRepository,
  name: string,
  script: string,
  folder = '.git/hooks',
): void {
  repository.write(`${folder}/${name}`, `#!/bin/sh\n${script}\n`);
  chmodSync(join(repository.root, folder, name), 0o755);
}
