import { describe, expect, it } from 'vitest';
import { executeTask } from '../../src/app/execute-task.ts';
import { updateTask } from '../../src/app/update-task.ts';
import { STATUSES, type Status } from '../../src/core/task.ts';
import { checkRefused } from './refusal.ts';
import { createShop, DOOR, LEASE, pathOf, readTask, taskText, WALLS } from './shop.ts';

describe('updateTask', () => {
  it('changes the fields given, each by its own line, and commits the one file', async () => {
    const world = createShop();
    const before = world.files.get(pathOf(DOOR))?.split('\n') ?? [];
    const answer = await updateTask(world.as('ada'), { task: DOOR, priority: 'high', effort: '3h' });
    expect(answer.task).toMatchObject({ priority: 'high', effort: '3h' });
    const after = world.files.get(pathOf(DOOR))?.split('\n') ?? [];
    expect(before.filter((line) => !after.includes(line))).toEqual([]);
    expect(after.filter((line) => !before.includes(line))).toEqual(['priority: high', 'effort: 3h']);
    expect(world.git.commits.at(-1)).toMatchObject({
      paths: [pathOf(DOOR)],
      message: { subject: 'task(paint-the-door): update Paint the door' },
    });
  });

  it('keeps what it does not know, and how it is written', async () => {
    const text = `---\r\nid: ${LEASE} # never changes\r\ntitle: "Sign"\r\nlabels: [a,  b]\r\n---\r\nstatus: mine\r\n`;
    const world = createShop({ [pathOf(LEASE)]: text });
    await updateTask(world.as('ada'), { task: LEASE, title: 'Sign the lease' });
    expect(world.files.get(pathOf(LEASE))).toBe(text.replace('"Sign"', '"Sign the lease"'));
  });

  it('keeps two changes of different fields that are made at once', async () => {
    const world = createShop();
    const ports = [world.as('ada'), world.as('bob'), world.as('eve')] as const;
    await Promise.all([
      updateTask(ports[0], { task: DOOR, priority: 'low' }),
      updateTask(ports[1], { task: DOOR, title: 'Paint the green door' }),
      updateTask(ports[2], { task: DOOR, note: 'It is raining' }),
    ]);
    expect(await readTask(ports[0], DOOR)).toMatchObject({ priority: 'low', title: 'Paint the green door' });
    expect(world.files.get(pathOf(DOOR))).toContain('It is raining');
    expect(world.git.commits).toHaveLength(4);
  });

  it('with `expect` changes only the file that the caller has seen', async () => {
    const world = createShop();
    const ada = world.as('ada');
    const { revision } = await readTask(ada, DOOR);
    await updateTask(world.as('bob'), { task: DOOR, priority: 'low', expect: revision });
    const call = () => updateTask(ada, { task: DOOR, priority: 'high', expect: revision });
    const error = await checkRefused(world, call, 'stale-revision');
    expect(error).toMatchObject({ kind: 'lost', data: { expected: revision } });
  });

  it('adds and removes dependencies by reference, a dangling one by its text', async () => {
    const world = createShop({ [pathOf(WALLS)]: taskText(WALLS, { depends_on: ['gone-zzzzzz', DOOR] }) });
    const ada = world.as('ada');
    const { task } = await updateTask(ada, {
      task: WALLS,
      addDependencies: ['sign'],
      removeDependencies: ['gone-zzzzzz'],
    });
    expect(task.depends_on).toEqual([DOOR, LEASE]);
    await checkRefused(
      world,
      () => updateTask(ada, { task: WALLS, removeDependencies: ['gone'] }),
      'ref-unknown',
    );
  });

  it.each([
    ['itself', DOOR, DOOR],
    ['a task that waits for it', DOOR, WALLS],
  ])('refuses to make a task wait for %s', async (_name, task, dependency) => {
    const world = createShop();
    const call = () => updateTask(world.as('ada'), { task, addDependencies: [dependency] });
    await checkRefused(world, call, 'dependency-cycle');
  });

  it('refuses a circle that goes through other tasks', async () => {
    const world = createShop({ [pathOf(LEASE)]: taskText(LEASE, { depends_on: [WALLS] }) });
    const call = () => updateTask(world.as('ada'), { task: DOOR, addDependencies: [LEASE] });
    await checkRefused(world, call, 'dependency-cycle');
  });

  it('writes nothing when nothing is given', async () => {
    const world = createShop();
    await checkRefused(world, () => updateTask(world.as('ada'), { task: DOOR }), 'usage');
  });
});

/** Transitions that an update may make; everything else is refused. */
const ALLOWED: Readonly<Record<Status, readonly Status[]>> = {
  pending: ['in_progress', 'blocked', 'cancelled'],
  in_progress: ['pending', 'blocked', 'failed', 'cancelled'],
  blocked: ['pending', 'cancelled'],
  failed: ['pending', 'cancelled'],
  completed: [],
  cancelled: [],
};

const PAIRS = STATUSES.flatMap((from) =>
  STATUSES.filter((to) => to !== from).map((to) => [from, to] as const),
);

describe('a change of status', () => {
  it.each(PAIRS)('from %s to %s is made or refused as the transitions say', async (from, to) => {
    const world = createShop({ [pathOf(LEASE)]: taskText(LEASE, { status: from, reason: 'No pen' }) });
    const call = () => updateTask(world.as('ada'), { task: LEASE, status: to, reason: 'Because' });
    if (ALLOWED[from].includes(to)) expect((await call()).task.status).toBe(to);
    else await checkRefused(world, call, 'transition-refused');
  });

  it.each(['blocked', 'cancelled'])('to %s needs a reason', async (status) => {
    const world = createShop();
    await checkRefused(world, () => updateTask(world.as('ada'), { task: DOOR, status }), 'input-invalid');
    await updateTask(world.as('ada'), { task: DOOR, status, reason: 'No paint' });
    expect(await readTask(world.as('ada'), DOOR)).toMatchObject({ status, reason: 'No paint' });
  });

  it('moves the reason of a state that ends under the notes', async () => {
    const world = createShop({ [pathOf(DOOR)]: taskText(DOOR, { status: 'blocked', reason: 'No paint' }) });
    await updateTask(world.as('ada'), { task: DOOR, status: 'pending' });
    expect(await readTask(world.as('ada'), DOOR)).toMatchObject({ status: 'pending', reason: null });
    expect(world.files.get(pathOf(DOOR))).toMatch(/## Notes\n\n- 2026-03-01: .*blocked.*No paint/s);
  });

  it('keeps a reason of its own for a state that needs none', async () => {
    const world = createShop({ [pathOf(DOOR)]: taskText(DOOR, { status: 'failed', reason: 'It peeled' }) });
    await updateTask(world.as('ada'), { task: DOOR, status: 'pending', reason: 'New paint' });
    const text = world.files.get(pathOf(DOOR));
    expect(text).toContain('It peeled');
    expect(text).toContain('New paint');
    expect(text).not.toMatch(/^reason:/m);
  });

  it('away from in progress ends the claim', async () => {
    const world = createShop();
    const ada = world.as('ada');
    await executeTask(ada, { task: DOOR });
    await updateTask(ada, { task: DOOR, status: 'blocked', reason: 'No paint' });
    expect(world.git.claims.size).toBe(0);
  });

  it('renews the claim of who works on the task, and of nobody else', async () => {
    const world = createShop();
    const { claim } = await executeTask(world.as('ada'), { task: DOOR });
    world.advanceMs(3 * 3_600_000);
    await updateTask(world.as('bob'), { task: DOOR, note: 'Seen' });
    expect(world.git.claims.get(DOOR)?.oid).toBe(claim.oid);
    const { task } = await updateTask(world.as('ada'), { task: DOOR, note: 'First coat' });
    expect(task.claim).toMatchObject({ since: claim.since, actor: 'ada' });
    expect(task.claim?.at).not.toBe(claim.at);
  });

  it('of a task that somebody else works on is refused, unless it is given up', async () => {
    const world = createShop();
    await executeTask(world.as('bob'), { task: DOOR });
    const update = (status: string) =>
      updateTask(world.as('ada'), { task: DOOR, status, reason: 'No paint' });
    await checkRefused(world, () => update('blocked'), 'claim-taken');
    await update('cancelled');
    expect(world.git.claims.size).toBe(0);
  });

  it('to in progress is refused while the task waits', async () => {
    const world = createShop();
    const call = () => updateTask(world.as('ada'), { task: WALLS, status: 'in_progress' });
    await checkRefused(world, call, 'not-ready');
  });
});
