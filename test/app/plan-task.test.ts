import { describe, expect, it } from 'vitest';
import { addTask } from '../../src/app/add-task.ts';
import { executeTask } from '../../src/app/execute-task.ts';
import type { PlanRequest } from '../../src/app/plan-request.ts';
import { planTask } from '../../src/app/plan-task.ts';
import { trailersOf } from '../helpers/memory-git.ts';
import { createWorld } from '../helpers/memory-ports.ts';
import { checkRefused } from './refusal.ts';
import { createShop, DOOR, LEASE, PLAN, pathOf, taskText, WALLS } from './shop.ts';

const request = (subtasks: unknown, options: Partial<PlanRequest> = {}): PlanRequest => ({
  description: 'Open a shop. It sells books.',
  subtasks,
  ...options,
});

describe('planTask', () => {
  it('writes a plan and its tasks, in one commit that names them all', async () => {
    const world = createWorld();
    const answer = await planTask(
      world.as('ada'),
      request([
        { title: 'Find a place', task_id: 'place' },
        { title: 'Paint it', dependencies: ['place'] },
      ]),
    );
    const [place, paint] = answer.tasks;
    expect(answer).toMatchObject({ title: 'Open a shop', committed: true, dry_run: false });
    expect([...world.files.keys()]).toEqual([answer.path, place?.path, paint?.path]);
    const [commit, ...others] = world.git.commits;
    expect(others).toEqual([]);
    expect(commit?.message.subject).toBe('plan(open-a-shop): Open a shop');
    expect(commit && trailersOf(commit, 'Task')).toEqual([place?.id, paint?.id]);
    expect(paint?.depends_on).toEqual([place?.id]);
  });

  it('takes dependencies as task_id, title, place and existing id', async () => {
    const world = createShop();
    const { tasks } = await planTask(
      world.as('ada'),
      request([
        { title: 'Rent', task_id: 'a' },
        { title: 'Move in', dependencies: ['a', DOOR] },
        { title: 'Celebrate', dependencies: [0, 'Move in'] },
      ]),
    );
    const [rent = '', move = ''] = tasks.map(({ id }) => id);
    expect(tasks.map(({ depends_on }) => depends_on)).toEqual([[], [DOOR, rent].sort(), [rent, move].sort()]);
  });

  it('reads a JSON text and a Markdown outline as it reads a list', async () => {
    const lists = [
      [{ title: 'Rent' }, { title: 'Move in', dependencies: ['Rent'] }],
      '[{"title": "Rent"}, {"title": "Move in", "dependencies": ["Rent"]}]',
      '- [ ] Rent\n- [ ] Move in (after: Rent)\n',
    ];
    for (const list of lists) {
      const { tasks } = await planTask(createWorld().as('ada'), request(list));
      expect(tasks.map(({ title }) => title)).toEqual(['Rent', 'Move in']);
      expect(tasks[1]?.depends_on).toEqual([tasks[0]?.id]);
    }
  });

  it('keeps a context of one line as a field, and a longer one as a section', async () => {
    const world = createWorld();
    const ada = world.as('ada');
    const short = await planTask(ada, request([{ title: 'Rent' }], { context: 'Near the river.' }));
    const long = await planTask(
      ada,
      request([{ title: 'Rent' }], { context: 'Near the river.\nWith a cellar.' }),
    );
    expect(world.files.get(short.path)).toMatch(/^context: Near the river\.$/m);
    expect(world.files.get(long.path)).toMatch(/\n## Context\n\nNear the river\.\nWith a cellar\.\n$/);
  });

  it('with dryRun tells the same and writes nothing', async () => {
    const world = createWorld();
    const answer = await planTask(world.as('ada'), request([{ title: 'Rent' }], { dryRun: true }));
    expect(answer).toMatchObject({ dry_run: true, committed: false, tasks: [{ title: 'Rent' }] });
    expect(world.files.size + world.git.commits.length).toBe(0);
  });

  it('breaks a task down, which then waits for the whole plan', async () => {
    const world = createShop();
    const ada = world.as('ada');
    await planTask(ada, request([{ title: 'Buy paint' }], { parent: DOOR }));
    const error = await checkRefused(world, () => executeTask(ada, { task: DOOR }), 'not-ready');
    expect(error.data.blocked_by).toMatchObject([{ reason: 'plan' }]);
  });

  it('refuses a sub-plan that waits for what waits for it, and one of a finished task', async () => {
    const world = createShop({ [pathOf(LEASE)]: taskText(LEASE, { status: 'completed' }) });
    const plan = (parent: string, dependencies: string[]) =>
      planTask(world.as('ada'), request([{ title: 'Buy paint', dependencies }], { parent }));
    for (const call of [() => plan(DOOR, [WALLS]), () => plan(DOOR, [DOOR]), () => plan(LEASE, [])]) {
      await checkRefused(world, call, 'plan-invalid');
    }
  });

  it('tells every error of the request at once, with its place', async () => {
    const world = createShop();
    const bad = request(
      [{ title: '' }, { title: 'Pay', priority: 'urgent', dependencies: ['Pai', 7], colour: 'red' }],
      { description: ' ', complexity: 'hard', parent: 'nobody' },
    );
    const error = await checkRefused(world, () => planTask(world.as('ada'), bad), 'plan-invalid');
    const problems = error.data.problems as { path: string }[];
    expect(problems.map(({ path }) => path).sort()).toEqual([
      'complexity_level',
      'description',
      'parent_task_id',
      'subtasks[0].title',
      'subtasks[1].colour',
      'subtasks[1].dependencies[0]',
      'subtasks[1].dependencies[1]',
      'subtasks[1].priority',
    ]);
  });

  it('commits nothing when a file cannot be created', async () => {
    const world = createShop();
    const ada = world.as('ada');
    const files = {
      ...ada.files,
      create() {
        throw new Error('disk full');
      },
    };
    await expect(planTask({ ...ada, files }, request([{ title: 'Rent' }]))).rejects.toThrow('disk full');
    expect(world.git.commits).toHaveLength(1);
  });

  it('carries the problems of files that cannot be read', async () => {
    const world = createShop({ [pathOf(DOOR)]: '<<<<<<< ours\n' });
    const { problem_count } = await planTask(world.as('ada'), request([{ title: 'Rent' }]));
    expect(problem_count).toBeGreaterThan(0);
  });
});

describe('addTask', () => {
  it('adds one task to a plan, by the rules of planned ones', async () => {
    const world = createShop();
    const { task, committed } = await addTask(world.as('ada'), {
      title: 'Hang a sign',
      plan: 'open-a-shop',
      dependencies: ['paint-the-door', DOOR],
      effort: '2h',
      files: ['sign/**'],
    });
    expect(task).toMatchObject({ plan: PLAN, state: 'waiting', depends_on: [DOOR], effort: '2h' });
    expect(committed).toBe(true);
    expect(world.git.commits.at(-1)?.message.subject).toBe('task(hang-a-sign): add Hang a sign');
  });

  it('tells everything that is wrong at once', async () => {
    const world = createShop();
    const call = () =>
      addTask(world.as('ada'), {
        title: ' ',
        plan: PLAN,
        priority: 'urgent',
        files: ['../x'],
        complexity: 'hard',
      });
    const { data } = await checkRefused(world, call, 'input-invalid');
    expect((data.problems as { path: string }[]).map(({ path }) => path).sort()).toEqual([
      'complexity_level',
      'files[0]',
      'priority',
      'title',
    ]);
  });

  it('refuses a plan that is cancelled', async () => {
    const text = `---\nid: ${PLAN}\ntitle: Open a shop\ncancelled: true\nreason: No money\n---\n`;
    const world = createShop({ [pathOf('plan')]: text });
    const call = () => addTask(world.as('ada'), { title: 'Hang a sign', plan: PLAN });
    await checkRefused(world, call, 'transition-refused');
  });
});
