import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openRepository, type TestRepository } from '../helpers/repository.ts';
import { BASE, commit, create, expectNoLeftovers, MESSAGE, TASK } from './commit-fixture.ts';

/** Commits the task and expects everything else of the user's to be as before, to the byte. */
async function checkUntouched(repository: TestRepository): Promise<void> {
  repository.write(TASK, 'pending\n');
  const before = repository.snapshotState();
  repository.write(TASK, 'completed\n');
  expect(await commit(repository)).toMatchObject({ committed: true });
  expect(repository.filesOf('HEAD')).toEqual([TASK]);
  expect(repository.git('show', `HEAD:${TASK}`)).toBe('completed');
  expect(repository.git('status', '--porcelain', '--', '.tasks')).toBe('');
  const after = repository.snapshotState();
  expect(after.stagedDiff).toBe(before.stagedDiff);
  expect(after.unstagedDiff).toBe(before.unstagedDiff);
  expect(after.untracked).toEqual(before.untracked);
  expect(withoutTask(after.staged)).toEqual(withoutTask(before.staged));
  expect(repository.git('fsck', '--no-dangling')).toBe('');
  expectNoLeftovers(repository);
}

function withoutTask(staged: string): string[] {
  return staged.split('\0').filter((entry) => !entry.endsWith(TASK));
}

describe('commitPaths leaves the user’s work alone', () => {
  const states: Record<string, (repository: TestRepository) => void> = {
    'with a clean work tree': () => undefined,
    'with staged and partially staged files': (repository) => {
      repository.write('src/cart.ts', 'one\ntwo\nthree\n');
      repository.write('src/new.ts', 'new\n');
      repository.git('add', 'src/cart.ts', 'src/new.ts');
      repository.write('src/cart.ts', 'one\ntwo\nthree\nfour\n');
      repository.write('notes.txt', 'untracked\n');
    },
    'with a staged deletion and rename': (repository) => {
      repository.git('rm', '--quiet', 'src/cart.ts');
      repository.git('mv', 'src/shop.ts', 'src/store.ts');
    },
    'with an intent-to-add entry': (repository) => {
      repository.write('src/later.ts', 'later\n');
      repository.git('add', '--intent-to-add', 'src/later.ts');
    },
    'with a split index': (repository) => {
      repository.git('update-index', '--split-index');
      repository.write('src/cart.ts', 'staged\n');
      repository.git('add', 'src/cart.ts');
    },
    'with the untracked cache': (repository) => {
      repository.git('update-index', '--force-untracked-cache');
      repository.write('src/new.ts', 'new\n');
    },
    'on a detached HEAD': (repository) => {
      repository.git('checkout', '--quiet', '--detach');
      repository.write('src/cart.ts', 'staged\n');
      repository.git('add', 'src/cart.ts');
    },
    'in a sparse checkout with .tasks outside the cone': (repository) => {
      repository.git('sparse-checkout', 'set', '--cone', 'src');
    },
    'in a sparse index': (repository) => {
      repository.git('sparse-checkout', 'set', '--cone', '--sparse-index', 'src');
    },
    'with a dirty submodule': (repository) => {
      const other = create({ files: { 'lib.c': 'int x;\n' } });
      repository.git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', other.root, 'lib');
      repository.git('commit', '--quiet', '--message=submodule');
      repository.write('lib/lib.c', 'int y;\n');
    },
  };
  for (const [name, prepare] of Object.entries(states)) {
    it(name, async () => {
      const repository = create();
      prepare(repository);
      await checkUntouched(repository);
    });
  }

  it('in a linked worktree', async () => {
    const main = create();
    main.git('worktree', 'add', '--quiet', '-b', 'task/cart', 'linked');
    const linked = openRepository(join(main.root, 'linked'));
    linked.write('src/cart.ts', 'staged\n');
    linked.git('add', 'src/cart.ts');
    await checkUntouched(linked);
    expect(main.git('log', '-1', '--format=%s', 'task/cart')).toBe(MESSAGE.subject);
    expect(main.git('log', '-1', '--format=%s', 'main')).toBe('base');
  });

  it('in a submodule', async () => {
    const repository = create();
    const other = create();
    repository.git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', other.root, 'lib');
    const inner = openRepository(join(repository.root, 'lib'));
    inner.git('config', 'user.name', 'Ada');
    inner.git('config', 'user.email', 'ada@example.org');
    await checkUntouched(inner);
  });

  it('in a SHA-256 repository with staged work and a deletion', async () => {
    const repository = create({ files: BASE, objectFormat: 'sha256' });
    repository.write('src/cart.ts', 'staged\n');
    repository.git('add', 'src/cart.ts');
    await checkUntouched(repository);
    rmSync(join(repository.root, TASK));
    expect(await commit(repository)).toMatchObject({ committed: true });
    expect(repository.git('ls-tree', '-r', '--name-only', 'HEAD', '--', '.tasks')).toBe('');
    expect(repository.git('status', '--porcelain')).toBe('M  src/cart.ts');
  });
});
