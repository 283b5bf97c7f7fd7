/** A task that was ended in one work tree or clone is not begun again in another that has not merged it yet. */
import { rmSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import { createFest, createSite, SOUND, STAGE } from '../helpers/clones.ts';
import { askOrc, refuseOrc, runOrc } from '../helpers/orc.ts';
import { openRepository, type TestRepository } from '../helpers/repository.ts';

const cleanups: (() => void)[] = [];
afterEach(() => {
  for (const cleanup of cleanups.splice(0)) cleanup();
});

/** A repository and a linked work tree `side` of it, with the stage completed there. */
async function completeAside(): Promise<{ fest: TestRepository; side: TestRepository }> {
  const fest = createFest();
  const path = `${fest.root}-side`;
  cleanups.push(fest.cleanup, () => rmSync(path, { recursive: true, force: true }));
  fest.git('worktree', 'add', '--quiet', '-b', 'side', path);
  const side = openRepository(path);
  await askOrc(path, ['execute', STAGE]);
  await askOrc(path, ['complete', STAGE, '--summary', 'Built']);
  return { fest, side };
}

const ended = ({ git }: TestRepository) => git('for-each-ref', '--format=%(refname)', 'refs/orchestrator');

describe('a task that was completed in another work tree', () => {
  it('is in progress here, and nobody can begin or complete it', async () => {
    const { fest } = await completeAside();
    const { task } = await askOrc(fest.root, ['show', STAGE]);
    expect(task).toMatchObject({ status: 'pending', state: 'in_progress', ready: false });
    expect((await askOrc(fest.root, ['session'])).claimed).toEqual([]);
    expect((await askOrc(fest.root, ['claims'])).claims).toEqual([]);
    for (const args of [
      ['execute', STAGE],
      ['execute', STAGE, '--take-over'],
      ['complete', STAGE, '--summary', 'Built again'],
    ]) {
      const error = await refuseOrc(fest.root, args);
      expect(error).toMatchObject({ exit: 3, code: 'claim-taken' });
      expect(error.message).toContain('is not merged here');
    }
  });

  it('is completed here once the branch is merged, and the next completion forgets about it', async () => {
    const { fest } = await completeAside();
    fest.git('merge', '--quiet', 'side');
    expect((await askOrc(fest.root, ['show', STAGE])).task).toMatchObject({
      state: 'completed',
      claim: null,
    });
    expect(ended(fest)).toBe(`refs/orchestrator/ended/${STAGE}`);
    await askOrc(fest.root, ['complete', SOUND, '--summary', 'Tested']);
    expect(ended(fest)).toBe(`refs/orchestrator/ended/${SOUND}`);
  });

  it('can be begun again when that work is given up', async () => {
    const { fest } = await completeAside();
    await askOrc(fest.root, ['release', STAGE, '--actor', 'bob']);
    expect(ended(fest)).toBe('');
    expect((await askOrc(fest.root, ['execute', STAGE])).task.state).toBe('in_progress');
  });

  it('leaves no trace where there is no other work tree', async () => {
    const { fest, side } = await completeAside();
    fest.git('merge', '--quiet', 'side');
    fest.git('worktree', 'remove', '--force', side.root);
    await askOrc(fest.root, ['complete', SOUND, '--summary', 'Tested']);
    expect(ended(fest)).toBe('');
  });
});

it('a task whose result is at the remote is not begun by a clone that is behind', async () => {
  const site = createSite();
  cleanups.push(site.cleanup);
  const [ada, bob] = [site.clone('ada'), site.clone('bob')];
  await askOrc(ada.root, ['execute', STAGE, '--remote']);
  await askOrc(ada.root, ['complete', STAGE, '--summary', 'Built', '--push']);
  const error = await refuseOrc(bob.root, ['execute', STAGE, '--remote']);
  expect(error).toMatchObject({ exit: 1, code: 'not-ready', data: { status: 'completed' } });
  expect((await askOrc(bob.root, ['claims', '--remote'])).claims).toEqual([]);
  bob.git('pull', '--quiet');
  expect((await askOrc(bob.root, ['show', STAGE])).task.state).toBe('completed');
});

it('of many who ask for the next task at once each gets another one', async () => {
  const fest = createFest();
  cleanups.push(fest.cleanup);
  const ready: { id: string }[] = (await askOrc(fest.root, ['ready'])).tasks;
  const answers = await Promise.all(
    ready.map((_, number) => runOrc(fest.root, ['execute', '--json', '--actor', `agent-${number}`])),
  );
  expect(answers.map(({ code }) => code)).toEqual(ready.map(() => 0));
  expect(answers.map((answer) => answer.json().task.id).sort()).toEqual(ready.map(({ id }) => id).sort());
});
