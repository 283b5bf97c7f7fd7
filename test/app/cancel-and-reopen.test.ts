import { describe, expect, it } from 'vitest';
import { cancel } from '../../src/app/cancel.ts';
import { completeTask } from '../../src/app/complete-task.ts';
import { executeTask } from '../../src/app/execute-task.ts';
import { readStatus } from '../../src/app/read-status.ts';
import { releaseClaim } from '../../src/app/release-claim.ts';
import { reopen } from '../../src/app/reopen.ts';
import { checkRefused } from './refusal.ts';
import { createShop, DOOR, PLAN, pathOf, readTask, taskText, WALLS } from './shop.ts';

describe('cancel', () => {
  it('gives a task up with the reason, and leaves its dependents waiting', async () => {
    const world = createShop();
    const answer = await cancel(world.as('ada'), { reference: DOOR, reason: 'No paint' });
    expect(answer).toMatchObject({ task: { status: 'cancelled' }, committed: true });
    const { tasks } = await readStatus(world.as('ada'), {});
    expect(tasks.find(({ id }) => id === WALLS)?.blocked_by).toEqual([{ id: DOOR, reason: 'cancelled' }]);
  });

  it('gives a whole plan up, whatever its tasks say, and reopens it', async () => {
    const world = createShop();
    const ada = world.as('ada');
    await cancel(ada, { reference: PLAN, reason: 'No money' });
    expect(world.git.commits.at(-1)?.paths).toEqual([pathOf('plan')]);
    const { tasks } = await readStatus(ada, { plan: PLAN, includeCompleted: true });
    expect(tasks.map(({ state }) => state)).toEqual(['cancelled', 'cancelled', 'cancelled']);
    await checkRefused(world, () => cancel(ada, { reference: PLAN, reason: 'Again' }), 'transition-refused');
    expect(await reopen(ada, { reference: PLAN, reason: 'A loan' })).toMatchObject({ plan: { id: PLAN } });
    expect(world.files.get(pathOf('plan'))).toBe(createShop().files.get(pathOf('plan')));
  });

  it('asked again with the same reason commits what was not committed, and with another one is refused', async () => {
    const world = createShop();
    const ada = world.as('ada');
    for (const reference of [DOOR, PLAN]) {
      await cancel({ ...ada, mayCommit: () => false }, { reference, reason: 'No paint' });
      const before = world.git.commits.length;
      expect(await cancel(ada, { reference, reason: 'No paint' })).toMatchObject({ committed: true });
      expect(await cancel(ada, { reference, reason: 'No paint' })).toMatchObject({ committed: false });
      expect(world.git.commits).toHaveLength(before + 1);
      await checkRefused(world, () => cancel(ada, { reference, reason: 'No money' }), 'transition-refused');
    }
  });

  it('refuses a completed task', async () => {
    const world = createShop({ [pathOf(DOOR)]: taskText(DOOR, { status: 'completed' }) });
    const call = () => cancel(world.as('ada'), { reference: DOOR, reason: 'No' });
    await checkRefused(world, call, 'transition-refused');
  });
});

describe('reopen', () => {
  it('moves the result of a completed task under its notes, with what linked it', async () => {
    const world = createShop();
    const ada = world.as('ada');
    world.files.set('door.txt', 'green\n');
    const request = {
      task: DOOR,
      summary: 'Painted it',
      details: 'Two coats.',
      paths: ['door.txt'],
      commits: [],
    };
    const { task: completed, commits } = await completeTask(ada, request);
    await reopen(ada, { reference: DOOR, reason: 'It peeled off' });

    const task = await readTask(ada, DOOR);
    expect(task).toMatchObject({
      status: 'pending',
      completion: null,
      commits: [],
      artifacts: [],
      completedBy: null,
    });
    const text = world.files.get(pathOf(DOOR)) ?? '';
    expect(text).not.toContain('## Result');
    const notes = text.slice(text.indexOf('## Notes'));
    for (const kept of [
      'It peeled off',
      'Painted it',
      'Two coats.',
      completed.completion,
      commits[0],
      'ada',
    ]) {
      expect(notes).toContain(kept);
    }
    expect(world.git.commits.at(-1)?.message).toMatchObject({ body: 'It peeled off' });
  });

  it('lets the task be completed anew, with a completion of its own', async () => {
    const world = createShop();
    const ada = world.as('ada');
    const complete = (summary: string) => completeTask(ada, { task: DOOR, summary, paths: [], commits: [] });
    const first = await complete('Painted it');
    await reopen(ada, { reference: DOOR, reason: 'It peeled off' });
    const second = await complete('Painted it');
    expect(second.repeated).toBe(false);
    expect(second.task.completion).not.toBe(first.task.completion);
  });

  it.each(['cancelled', 'blocked', 'failed'] as const)('keeps the reason of a %s task', async (status) => {
    const world = createShop({ [pathOf(DOOR)]: taskText(DOOR, { status, reason: 'No paint' }) });
    await reopen(world.as('ada'), { reference: DOOR, reason: 'There is some' });
    expect(await readTask(world.as('ada'), DOOR)).toMatchObject({ status: 'pending', reason: null });
    expect(world.files.get(pathOf(DOOR))).toContain('No paint');
  });

  it('refuses what is open, and an empty reason', async () => {
    const world = createShop();
    const ada = world.as('ada');
    await checkRefused(world, () => reopen(ada, { reference: DOOR, reason: 'Why' }), 'transition-refused');
    await checkRefused(world, () => reopen(ada, { reference: PLAN, reason: 'Why' }), 'transition-refused');
    await checkRefused(world, () => reopen(ada, { reference: DOOR, reason: ' ' }), 'input-invalid');
  });
});

describe('releaseClaim', () => {
  it('gives a task back, and changes no file', async () => {
    const world = createShop();
    const ada = world.as('ada');
    await executeTask(ada, { task: DOOR });
    const before = [...world.files];
    const answer = await releaseClaim(ada, { task: DOOR });
    expect(answer).toMatchObject({ task: { state: 'ready', claim: null }, committed: false });
    expect([...world.files]).toEqual(before);
    await checkRefused(world, () => releaseClaim(ada, { task: DOOR }), 'claim-missing');
  });

  it('refuses a claim of somebody else until it has expired', async () => {
    const world = createShop();
    await executeTask(world.as('bob'), { task: DOOR });
    await checkRefused(world, () => releaseClaim(world.as('ada'), { task: DOOR }), 'claim-taken');
    world.advanceMs(14_400_000);
    await releaseClaim(world.as('ada'), { task: DOOR });
    expect(world.git.claims.size).toBe(0);
  });

  it('refuses when the claim has changed hands meanwhile', async () => {
    const world = createShop();
    const ada = world.as('ada');
    await executeTask(ada, { task: DOOR });
    const ports = { ...ada, git: { ...ada.git, deleteClaim: async () => false } };
    await checkRefused(world, () => releaseClaim(ports, { task: DOOR }), 'claim-lost');
  });
});
