import { describe, expect, it } from 'vitest';
import { executeTask } from '../../src/app/execute-task.ts';
import { checkRefused } from './refusal.ts';
import { createShop, DOOR, LEASE, PLAN, pathOf, taskText, WALLS } from './shop.ts';

const HOUR_MS = 3_600_000;

describe('executeTask', () => {
  it('claims the task, and changes no file', async () => {
    const world = createShop();
    const before = [...world.files];
    const { task, claim } = await executeTask(world.as('ada'), { task: DOOR });
    expect(task).toMatchObject({ id: DOOR, status: 'pending', state: 'in_progress', claim });
    expect(claim).toMatchObject({ actor: 'ada', base: world.git.commits[0]?.oid, expired: false });
    expect([...world.files]).toEqual(before);
    expect(world.git.commits).toHaveLength(1);
  });

  it('gives the same brief and the same claim to the same actor again', async () => {
    const world = createShop();
    const first = await executeTask(world.as('ada'), { task: DOOR });
    world.advanceMs(HOUR_MS);
    expect(await executeTask(world.as('ada'), { task: 'paint_the_door' })).toEqual(first);
  });

  it('renews a claim that is older than half of its lease, and keeps its beginning and base', async () => {
    const world = createShop();
    const first = await executeTask(world.as('ada'), { task: DOOR });
    world.advanceMs(3 * HOUR_MS);
    const { claim } = await executeTask(world.as('ada'), { task: DOOR });
    expect(claim).toMatchObject({ since: first.claim.since, base: first.claim.base });
    expect(claim.at).not.toBe(first.claim.at);
    expect(claim.oid).not.toBe(first.claim.oid);
  });

  it('takes the next task when none is named', async () => {
    const world = createShop({ [pathOf(LEASE)]: taskText(LEASE, { priority: 'high' }) });
    expect((await executeTask(world.as('ada'), { task: null })).task.id).toBe(LEASE);
    expect((await executeTask(world.as('bob'), { task: null })).task.id).toBe(DOOR);
    await checkRefused(world, () => executeTask(world.as('eve'), { task: null }), 'not-ready');
  });

  it('refuses a task that somebody else has, and says who', async () => {
    const world = createShop();
    await executeTask(world.as('ada'), { task: DOOR });
    const error = await checkRefused(
      world,
      () => executeTask(world.as('bob'), { task: DOOR }),
      'claim-taken',
    );
    expect(error.message).toContain('ada');
    expect(error.data.claim).toMatchObject({ actor: 'ada' });
  });

  it('refuses the same actor in another work tree', async () => {
    const world = createShop();
    await executeTask(world.as('ada'), { task: DOOR });
    const elsewhere = world.as('ada', { worktree: '/linked' });
    const error = await checkRefused(world, () => executeTask(elsewhere, { task: DOOR }), 'claim-taken');
    expect(error.message).toContain('/shop');
  });

  it('takes an expired claim over only when asked to', async () => {
    const world = createShop();
    await executeTask(world.as('ada'), { task: DOOR });
    const take = (takeOver: boolean) => executeTask(world.as('bob'), { task: DOOR, takeOver });
    await checkRefused(world, () => take(true), 'claim-taken');
    world.advanceMs(4 * HOUR_MS);
    const error = await checkRefused(world, () => take(false), 'claim-taken');
    expect(error.hints.join(' ')).toContain('--take-over');
    expect((await take(true)).claim.actor).toBe('bob');
  });

  it('refuses a task that waits, with what it waits for', async () => {
    const world = createShop();
    const error = await checkRefused(world, () => executeTask(world.as('ada'), { task: WALLS }), 'not-ready');
    expect(error.message).toContain(`${DOOR} (pending)`);
    expect(error.data).toMatchObject({ state: 'waiting', blocked_by: [{ id: DOOR, reason: 'pending' }] });
  });

  it.each([
    ['completed', 'reopen'],
    ['cancelled', 'reopen'],
    ['failed', '--status pending'],
    ['blocked', '--status pending'],
  ] as const)('refuses a task that is %s, and never opens it by itself', async (status, advice) => {
    const world = createShop({ [pathOf(DOOR)]: taskText(DOOR, { status, reason: 'No paint' }) });
    const call = () => executeTask(world.as('ada'), { task: DOOR });
    const error = await checkRefused(world, call, 'transition-refused');
    expect(error.hints.join(' ')).toContain(advice);
  });

  it('refuses a task that is in progress by its file and that nobody has claimed', async () => {
    const world = createShop({ [pathOf(DOOR)]: taskText(DOOR, { status: 'in_progress' }) });
    await checkRefused(world, () => executeTask(world.as('ada'), { task: DOOR }), 'transition-refused');
  });

  it('refuses a task of a cancelled plan, and one whose plan cannot be read', async () => {
    const text = `---\nid: ${PLAN}\ntitle: Open a shop\ncancelled: true\nreason: No money\n---\n`;
    const cancelled = createShop({ [pathOf('plan')]: text });
    await checkRefused(
      cancelled,
      () => executeTask(cancelled.as('ada'), { task: DOOR }),
      'transition-refused',
    );
    const broken = createShop({ [pathOf('plan')]: '<<<<<<< ours\n' });
    await checkRefused(broken, () => executeTask(broken.as('ada'), { task: DOOR }), 'not-ready');
  });

  it('refuses a file that cannot be read', async () => {
    const world = createShop({ [pathOf(DOOR)]: `---\nid: ${DOOR}\nstatus: done\n---\n` });
    const error = await checkRefused(
      world,
      () => executeTask(world.as('ada'), { task: DOOR }),
      'file-unreadable',
    );
    expect(error.message).toContain(`${pathOf(DOOR)}:3:9`);
    await checkRefused(world, () => executeTask(world.as('ada'), { task: WALLS }), 'not-ready');
  });
});
