import { describe, expect, it } from 'vitest';
import { addHook, commit, create, expectNoLeftovers, TASK } from './commit-fixture.ts';

describe('commitPaths runs the user’s hooks', () => {
  it('stops at a pre-commit hook that refuses, and gives its output', async () => {
    const repository = create();
    addHook(repository, 'pre-commit', 'echo to-stdout; echo "no tests, no commit" >&2; exit 3');
    repository.write(TASK, 'completed\n');
    const before = repository.snapshotState();
    await expect(commit(repository)).rejects.toMatchObject({
      code: 'hook-refused',
      data: {
        hook: 'pre-commit',
        status: 3,
        output: expect.stringMatching(/to-stdout\nno tests, no commit/),
      },
    });
    expect(repository.snapshotState()).toEqual(before);
    expectNoLeftovers(repository);
  });

  it('stops when pre-commit adds other paths', async () => {
    const repository = create();
    addHook(repository, 'pre-commit', 'git add -A');
    repository.write(TASK, 'completed\n');
    repository.write('src/cart.ts', 'half done\n');
    const before = repository.snapshotState();
    await expect(commit(repository)).rejects.toMatchObject({
      code: 'hook-refused',
      data: { hook: 'pre-commit', paths: ['src/cart.ts'] },
    });
    expect(repository.snapshotState()).toEqual(before);
  });

  for (const staged of [false, true]) {
    it(`takes what pre-commit makes of our own path${staged ? ' beside staged work' : ''}`, async () => {
      const repository = create();
      addHook(repository, 'pre-commit', `echo formatted > ${TASK} && git add ${TASK}`);
      if (staged) {
        repository.write('src/cart.ts', 'staged\n');
        repository.git('add', 'src/cart.ts');
      }
      repository.write(TASK, 'completed\n');
      await commit(repository);
      expect(repository.git('show', `HEAD:${TASK}`)).toBe('formatted');
      expect(repository.filesOf('HEAD')).toEqual([TASK]);
      expect(repository.git('status', '--porcelain')).toBe(staged ? 'M  src/cart.ts' : '');
    });
  }

  it('shows pre-commit exactly the commit, not the staged work', async () => {
    const repository = create();
    addHook(repository, 'pre-commit', 'git diff --cached --name-only > seen.txt');
    repository.write('src/cart.ts', 'staged\n');
    repository.git('add', 'src/cart.ts');
    repository.write(TASK, 'completed\n');
    await commit(repository);
    expect(repository.read('seen.txt')).toBe(`${TASK}\n`);
  });

  it('lets prepare-commit-msg and commit-msg edit the message, and runs post-commit after it', async () => {
    const repository = create();
    addHook(repository, 'prepare-commit-msg', 'echo "prepared by $2" >> "$1"', 'ci hooks');
    addHook(repository, 'commit-msg', 'echo "Change-Id: I1   " >> "$1"', 'ci hooks');
    addHook(repository, 'post-commit', 'git log -1 --format=%s > post.txt; exit 1', 'ci hooks');
    repository.git('config', 'core.hooksPath', 'ci hooks');
    repository.write(TASK, 'completed\n');
    expect(await commit(repository)).toMatchObject({ committed: true });
    expect(repository.git('log', '-1', '--format=%B')).toBe(
      'task(cart): complete Cart\n\nTask: cart-bbbbbb\nprepared by message\nChange-Id: I1\n',
    );
    expect(repository.read('post.txt')).toBe('task(cart): complete Cart\n');
  });

  it('stops when commit-msg refuses, or empties the message', async () => {
    const repository = create();
    repository.write(TASK, 'completed\n');
    for (const script of ['exit 1', ': > "$1"']) {
      addHook(repository, 'commit-msg', script);
      await expect(commit(repository)).rejects.toMatchObject({
        code: 'hook-refused',
        data: { hook: 'commit-msg' },
      });
    }
    expect(repository.git('log', '-1', '--format=%s')).toBe('base');
  });

  it('puts the index back when a reference-transaction hook refuses', async () => {
    const repository = create();
    addHook(repository, 'reference-transaction', 'echo frozen >&2; exit 1');
    repository.write(TASK, 'completed\n');
    const before = repository.snapshotState();
    await expect(commit(repository)).rejects.toMatchObject({ code: 'hook-refused' });
    expect(repository.snapshotState()).toEqual(before);
    expectNoLeftovers(repository);
  });
});
