import { describe, expect, it } from 'vitest';
import { cancel } from '../../src/app/cancel.ts';
import { completeTask } from '../../src/app/complete-task.ts';
import { planTask } from '../../src/app/plan-task.ts';
import { syncFiles } from '../../src/app/sync-files.ts';
import { synthesizePlan } from '../../src/app/synthesize-plan.ts';
import { updateTask } from '../../src/app/update-task.ts';
import { trailersOf } from '../helpers/memory-git.ts';
import { checkRefused } from './refusal.ts';
import { createShop, DOOR, LEASE, PLAN, pathOf, WALLS } from './shop.ts';

describe('syncFiles', () => {
  it('makes the commits that the commands would have made', async () => {
    const world = createShop();
    const ada = world.as('ada', { noCommit: true });
    const planned = await planTask(ada, { description: 'Close the shop', subtasks: [{ title: 'Sell it' }] });
    world.files.set('door.txt', 'green\n');
    const done = {
      task: DOOR,
      summary: 'Painted it',
      details: 'Two coats.',
      paths: ['door.txt'],
      commits: [],
    };
    const { task } = await completeTask(ada, done);
    await updateTask(ada, { task: WALLS, note: 'White' });
    await cancel(ada, { reference: LEASE, reason: 'It is ours' });
    await synthesizePlan(ada, { plan: PLAN, partial: true });
    expect(world.git.commits).toHaveLength(1);

    const { commits } = await syncFiles(world.as('ada'));
    expect(commits.map(({ subject }) => subject).sort()).toEqual([
      'plan(close-the-shop): Close the shop',
      'plan(open-a-shop): synthesize',
      'task(paint-the-door): complete Paint the door',
      'task(paint-the-walls): update Paint the walls',
      'task(sign-the-lease): cancel Sign the lease',
    ]);
    const byPath = (path: string) => world.git.commits.slice(1).find(({ paths }) => paths.includes(path));
    expect(byPath(pathOf(DOOR))).toMatchObject({
      paths: [pathOf(DOOR), 'door.txt'],
      message: { body: 'Painted it' },
    });
    expect(byPath(pathOf(DOOR))?.message.trailers).toContainEqual(['Task-Completion', task.completion]);
    const plan = byPath(planned.path);
    expect(plan && trailersOf(plan, 'Task')).toEqual(planned.tasks.map(({ id }) => id));
    expect(await syncFiles(world.as('ada'))).toMatchObject({ commits: [] });
  });

  it('commits although commits are switched off: that is what was asked for', async () => {
    const world = createShop();
    const ada = world.as('ada', { noCommit: true });
    await updateTask(ada, { task: DOOR, note: 'Green' });
    expect((await syncFiles(ada)).commits).toHaveLength(1);
  });

  it('leaves alone what a person has to look at: files that cannot be read, that are gone, or are not ours', async () => {
    const world = createShop({ '.tasks/tasks.json': '{}' });
    world.files.set(pathOf(DOOR), '<<<<<<< ours\n');
    world.files.delete(pathOf(LEASE));
    world.files.set('.tasks/tasks.json', '{"changed": true}');
    world.files.set('src/half-done.ts', 'half done\n');
    expect((await syncFiles(world.as('ada'))).commits).toEqual([]);
    expect(world.git.commits).toHaveLength(1);
  });

  it('does not take later work for the artifact of a completion', async () => {
    const world = createShop();
    world.files.set('door.txt', 'green\n');
    const done = { task: DOOR, summary: 'Painted it', paths: ['door.txt'], commits: [] };
    await completeTask(world.as('ada', { noCommit: true }), done);
    world.files.set('door.txt', 'half blue\n');
    await syncFiles(world.as('ada'));
    expect(world.git.commits.at(-1)?.paths).toEqual([pathOf(DOOR)]);
  });

  it('is made up for by an update of the same task, whose commit would take the completion along', async () => {
    const world = createShop();
    world.files.set('door.txt', 'green\n');
    const done = { task: DOOR, summary: 'Painted it', paths: ['door.txt'], commits: [] };
    const ada = world.as('ada');
    world.git.busy = 'merge';
    const { task, committed } = await completeTask(ada, done);
    expect(committed).toBe(false);
    await updateTask(ada, { task: DOOR, note: 'While git merges' });
    expect(world.git.commits).toHaveLength(1);
    world.git.busy = null;
    await updateTask(ada, { task: DOOR, note: 'Two coats' });
    const [completion, update] = world.git.commits.slice(1);
    expect(completion?.paths).toEqual([pathOf(DOOR), 'door.txt']);
    expect(completion?.message.trailers).toContainEqual(['Task-Completion', task.completion]);
    expect(update?.paths).toEqual([pathOf(DOOR)]);
    expect(update?.message.trailers).not.toContainEqual(['Task-Completion', task.completion]);
    expect(await syncFiles(ada)).toMatchObject({ commits: [] });
  });

  it('refuses while git is busy', async () => {
    const world = createShop();
    await updateTask(world.as('ada', { noCommit: true }), { task: DOOR, note: 'Green' });
    world.git.busy = 'rebase';
    await checkRefused(world, () => syncFiles(world.as('ada')), 'git-busy');
  });
});
