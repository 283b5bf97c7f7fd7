import { describe, expect, it } from 'vitest';
import { executeTask } from '../../src/app/execute-task.ts';
import { findNext } from '../../src/app/find-next.ts';
import { listReady } from '../../src/app/list-ready.ts';
import { listTasks } from '../../src/app/list-tasks.ts';
import { openSession } from '../../src/app/open-session.ts';
import { readStatus } from '../../src/app/read-status.ts';
import { showReference } from '../../src/app/show-reference.ts';
import { createShop, DOOR, LEASE, PLAN, pathOf, taskText, WALLS } from './shop.ts';

const idsOf = (tasks: readonly { readonly id: string }[]) => tasks.map(({ id }) => id);

describe('every surface', () => {
  it('says the same about the same task, and changes nothing', async () => {
    const world = createShop();
    const ada = world.as('ada');
    await executeTask(ada, { task: DOOR });
    const before = [...world.files];
    const answers = [
      (await listTasks(ada, {})).tasks,
      (await readStatus(ada, {})).tasks,
      (await openSession(ada)).claimed,
    ];
    for (const tasks of answers) {
      expect(tasks.find(({ id }) => id === DOOR)).toMatchObject({
        state: 'in_progress',
        claim: { actor: 'ada' },
      });
    }
    const shown = await showReference(ada, { reference: DOOR });
    expect(shown).toMatchObject({ task: answers[0]?.find(({ id }) => id === DOOR) });
    expect(idsOf((await listReady(ada, {})).tasks)).toEqual([LEASE]);
    expect([...world.files]).toEqual(before);
  });

  it('shows a file that cannot be read, and makes nothing ready that waits for it', async () => {
    const world = createShop({ [pathOf(DOOR)]: '<<<<<<< ours\n' });
    const ada = world.as('ada');
    for (const answer of [
      await listTasks(ada, {}),
      await readStatus(ada, {}),
      await openSession(ada),
      await listReady(ada, {}),
      await findNext(ada, {}),
    ]) {
      expect(answer.problem_count).toBeGreaterThan(0);
      expect(answer.problems[0]).toMatchObject({ path: pathOf(DOOR), severity: 'error' });
    }
    expect(idsOf((await listReady(ada, {})).tasks)).toEqual([LEASE]);
    expect((await listTasks(ada, { states: ['unreadable'] })).tasks).toMatchObject([
      { id: DOOR, title: null },
    ]);
    expect((await listTasks(ada, { states: ['waiting'] })).tasks).toMatchObject([
      { id: WALLS, blocked_by: [{ id: DOOR, reason: 'unreadable' }] },
    ]);
  });

  it('shows a cycle, and goes on with what is outside it', async () => {
    const world = createShop({ [pathOf(DOOR)]: taskText(DOOR, { depends_on: [WALLS] }) });
    expect(idsOf((await listReady(world.as('ada'), {})).tasks)).toEqual([LEASE]);
    const { tasks } = await listTasks(world.as('ada'), { states: ['waiting'] });
    expect(tasks.map(({ blocked_by }) => blocked_by)).toEqual([
      [{ id: WALLS, reason: 'cycle' }],
      [{ id: DOOR, reason: 'cycle' }],
    ]);
  });
});

describe('listTasks', () => {
  it('filters, and counts what it does not show', async () => {
    const world = createShop({
      [pathOf(LEASE)]: taskText(LEASE, { specialist: 'lawyer' }, 'By the Notary.\n'),
    });
    const list = async (request: Parameters<typeof listTasks>[1]) => {
      const { tasks, total } = await listTasks(world.as('ada'), request);
      return [idsOf(tasks), total];
    };
    expect(await list({ limit: 1 })).toEqual([[DOOR], 3]);
    expect(await list({ limit: 1, offset: 2 })).toEqual([[LEASE], 3]);
    expect(await list({ states: ['ready'] })).toEqual([[DOOR, LEASE], 2]);
    expect(await list({ specialist: 'lawyer' })).toEqual([[LEASE], 1]);
    expect(await list({ search: 'notary' })).toEqual([[LEASE], 1]);
    expect(await list({ search: 'PAINT THE' })).toEqual([[DOOR, WALLS], 2]);
    expect(await list({ plan: PLAN, search: 'no such text' })).toEqual([[], 0]);
  });
});

describe('findNext', () => {
  it('gives reasons', async () => {
    const { task, reasons } = await findNext(createShop().as('ada'), {});
    expect(task?.id).toBe(DOOR);
    expect(reasons.join(' ')).toContain(WALLS);
  });

  it('offers side by side only tasks whose files do not overlap, with each other or with what is going on', async () => {
    const files = (id: string, glob: string) => ({ [pathOf(id)]: taskText(id, { files: [glob] }) });
    const world = createShop({
      ...files(DOOR, 'src/**'),
      ...files(WALLS, 'src/walls/*'),
      ...files(LEASE, 'docs/**'),
    });
    const ada = world.as('ada');
    expect(idsOf((await findNext(ada, { parallel: 3 })).tasks)).toHaveLength(2);
    await executeTask(ada, { task: DOOR });
    expect(idsOf((await findNext(world.as('bob'), { parallel: 3 })).tasks)).toEqual([LEASE]);
  });

  it('says why nothing is ready', async () => {
    const world = createShop({
      [pathOf(DOOR)]: taskText(DOOR, { status: 'blocked', reason: 'No paint' }),
      [pathOf(LEASE)]: taskText(LEASE, { status: 'in_progress' }),
    });
    const { task, reasons } = await findNext(world.as('ada'), {});
    expect(task).toBeNull();
    expect(reasons).toEqual(['Nothing is ready: 1 in progress, 1 waiting, 1 blocked.']);
  });
});

describe('openSession', () => {
  it('gives back what this actor has claimed, and only that', async () => {
    const world = createShop();
    await executeTask(world.as('ada'), { task: DOOR });
    await executeTask(world.as('bob'), { task: LEASE });
    const session = await openSession(world.as('ada'));
    expect(idsOf(session.claimed)).toEqual([DOOR]);
    expect(session).toMatchObject({ root: '/shop', branch: 'main', actor: 'ada', plans: [{ id: PLAN }] });
  });

  it('leaves finished plans out', async () => {
    const world = createShop({
      [pathOf('plan')]: `---\nid: ${PLAN}\ntitle: Open a shop\ncancelled: true\nreason: No money\n---\n`,
    });
    expect((await openSession(world.as('ada'))).plans).toEqual([]);
    expect((await readStatus(world.as('ada'), { includeCompleted: true })).plans).toMatchObject([
      { state: 'cancelled' },
    ]);
  });
});
