import { describe, expect, it } from 'vitest';
import type { TestRepository } from '../helpers/repository.ts';
import { commit, create, expectNoLeftovers, TASK } from './commit-fixture.ts';

describe('commitPaths records without a commit while git is busy', () => {
  function diverge(repository: TestRepository): void {
    repository.git('checkout', '--quiet', '-b', 'other');
    repository.write('src/cart.ts', 'theirs\n');
    repository.git('commit', '--quiet', '--all', '--message=theirs');
    repository.git('checkout', '--quiet', 'main');
    repository.write('src/cart.ts', 'ours\n');
    repository.git('commit', '--quiet', '--all', '--message=ours');
  }
  const fails = (run: () => unknown) => expect(run).toThrow();
  const states: Record<string, (repository: TestRepository) => void> = {
    merge: ({ git }) => fails(() => git('merge', 'other')),
    'cherry-pick': ({ git }) => fails(() => git('cherry-pick', 'other')),
    rebase: ({ git }) => fails(() => git('rebase', 'other')),
    revert: ({ git }) => git('revert', '--no-commit', 'HEAD'),
    bisect: ({ git }) => git('bisect', 'start'),
  };
  for (const [state, enter] of Object.entries(states)) {
    it(state, async () => {
      const repository = create();
      diverge(repository);
      enter(repository);
      repository.write(TASK, 'completed\n');
      const before = repository.snapshotState();
      const head = repository.git('rev-parse', 'HEAD');
      expect(await commit(repository)).toEqual({
        committed: false,
        reason: 'busy',
        detail: `a ${state} is in progress`,
      });
      expect(repository.git('rev-parse', 'HEAD')).toBe(head);
      expect(repository.snapshotState()).toEqual(before);
      expectNoLeftovers(repository);
    });
  }

  it('between two picks of a sequence', async () => {
    const repository = create();
    diverge(repository);
    repository.git('checkout', '--quiet', 'other');
    repository.write('src/shop.ts', 'more\n');
    repository.git('commit', '--quiet', '--all', '--message=more');
    repository.git('checkout', '--quiet', 'main');
    expect(() => repository.git('cherry-pick', 'main..other')).toThrow();
    repository.git('commit', '--quiet', '--all', '--message=picked');
    repository.write(TASK, 'completed\n');
    expect(await commit(repository)).toMatchObject({
      reason: 'busy',
      detail: 'a cherry-pick is in progress',
    });
  });

  it('with a conflict that a stash left in the very path', async () => {
    const repository = create();
    repository.write(TASK, 'stashed\n');
    repository.git('stash', '--quiet');
    repository.write(TASK, 'moved on\n');
    repository.git('commit', '--quiet', '--all', '--message=moved');
    expect(() => repository.git('stash', 'pop')).toThrow();
    const before = repository.snapshotState();
    expect(await commit(repository)).toMatchObject({ committed: false, reason: 'busy' });
    expect(repository.snapshotState()).toEqual(before);
  });
});
