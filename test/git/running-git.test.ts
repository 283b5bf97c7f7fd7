import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, realpathSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { changeFile } from '../../src/app/change-file.ts';
import { commitPaths } from '../../src/git/commit-paths.ts';
import { locateRepository } from '../../src/git/locate-repository.ts';
import { isMergeRunning } from '../../src/git/running-git.ts';
import { openWorkspace } from '../../src/workspace.ts';
import { createRepository, type TestRepository } from '../helpers/repository.ts';

const open: TestRepository[] = [];
afterEach(() => {
  for (const repository of open.splice(0)) repository.cleanup();
});

// Elsewhere processes cannot be listed, and a commit does not wait.
const canSee = process.platform === 'linux';

function create(): TestRepository {
  const repository = createRepository({ files: { 'README.md': '# Shop\n' } });
  open.push(repository);
  return repository;
}

/** A process of git that looks like a merge and stands still until its input ends. */
async function startMerge({ root }: TestRepository): Promise<() => Promise<unknown>> {
  const git = spawn('git', ['hash-object', '--stdin', 'merge'], {
    cwd: root,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  await once(git, 'spawn');
  while (canSee && !isMergeRunning(root)) await new Promise((resolve) => setTimeout(resolve, 5));
  return async () => {
    git.stdin.end();
    await once(git, 'close');
  };
}

const request = { paths: ['notes.txt'], message: { subject: 'Note', trailers: [] } };

it('makes no commit while git merges in the work tree, and goes on when that has ended', async () => {
  const repository = create();
  repository.write('notes.txt', 'mine\n');
  const location = locateRepository(repository.root);
  const finish = await startMerge(repository);
  if (canSee) {
    await expect(commitPaths(location, request, { giveUpMs: 50 })).rejects.toMatchObject({
      code: 'contention',
    });
  }
  const commit = commitPaths(location, request);
  await finish();
  expect(await commit).toMatchObject({ committed: true });
  expect(isMergeRunning(repository.root)).toBe(false);
});

it.runIf(canSee)('edits no file while git merges, which would write it too', async () => {
  const repository = create();
  const path = '.tasks/open-a-shop-aaaaaa/rent-it-000001.md';
  repository.write(path, '---\nid: rent-it-000001\ntitle: Rent it\n---\n');
  const finish = await startMerge(repository);
  const ports = await openWorkspace({ directory: repository.root, noCommit: true });
  const change = changeFile(ports, path, { set: { priority: 'high' } });
  // What the merge brings is there when the file is read.
  repository.write(path, '---\nid: rent-it-000001\ntitle: Rent it\neffort: 2h\n---\n');
  await finish();
  await change;
  expect(repository.read(path)).toContain('effort: 2h');
  expect(repository.read(path)).toContain('priority: high');
});

it.runIf(canSee)('holds the index lock until a merge that began during the commit has met it', async () => {
  const repository = create();
  repository.write('notes.txt', 'mine\n');
  // git asks this hook while it moves the branch: what begins here has seen the old HEAD.
  const shell = join(repository.root, '.git', 'git');
  copyFileSync(realpathSync('/bin/sh'), shell);
  const script = 'sleep 0.4; test -e .git/index.lock && : > .git/met; :';
  const hook = `#!/bin/sh\ntest "$1" = prepared || exit 0\n'${shell}' -c '${script}' merge >&- 2>&- &\n`;
  writeFileSync(join(repository.root, '.git/hooks/reference-transaction'), hook, { mode: 0o755 });
  const commit = await commitPaths(locateRepository(repository.root), request);
  expect(commit).toMatchObject({ committed: true });
  expect(repository.exists('.git/met')).toBe(true);
  expect(repository.exists('.git/index.lock')).toBe(false);
});

it('does not wait for a merge elsewhere', async () => {
  const repository = create();
  repository.write('notes.txt', 'mine\n');
  const finish = await startMerge(create());
  expect(await commitPaths(locateRepository(repository.root), request, { giveUpMs: 0 })).toMatchObject({
    committed: true,
  });
  await finish();
});
