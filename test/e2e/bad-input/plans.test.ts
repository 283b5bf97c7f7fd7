/** Plans that cannot be right: everything wrong is told at once, each with its place, and nothing is written. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { askOrc } from '../../helpers/orc.ts';
import { createRepository, type TestRepository } from '../../helpers/repository.ts';
import { checkRefused } from './refusal.ts';

let shop: TestRepository;
let existing: string;
beforeAll(async () => {
  shop = createRepository({ files: { 'README.md': '# Shop\n' } });
  existing = (await plan([{ title: 'Find a place' }])).tasks[0].id;
});
afterAll(() => shop.cleanup());

const PLAN = ['plan', 'Open a shop', '--subtasks', '-'];

function plan(subtasks: unknown, args: readonly string[] = []) {
  return askOrc(shop.root, [...PLAN, ...args], { input: JSON.stringify(subtasks) });
}

/** Each entry: what is wrong, the input, and `path code` of every problem that has to be told. */
const BAD_PLANS: readonly (readonly [string, unknown, readonly string[]])[] = [
  ['nothing at all', '', ['subtasks bad-json']],
  ['broken JSON', '[{"title": "Rent"', ['subtasks bad-json']],
  ['no subtasks', [], ['subtasks empty-plan']],
  ['an object instead of a list', { title: 'Rent' }, ['subtasks not-a-list']],
  [
    'elements that are no objects',
    ['Rent', null, 7],
    ['subtasks[0] not-an-object', 'subtasks[1] not-an-object', 'subtasks[2] not-an-object'],
  ],
  ['no title', [{ description: 'Rent' }], ['subtasks[0].title empty-title']],
  ['an empty title', [{ title: ' \n ' }], ['subtasks[0].title empty-title']],
  ['a title of the wrong type', [{ title: 7 }], ['subtasks[0].title wrong-type']],
  ['an unknown key', [{ title: 'Rent', titel: 'x' }], ['subtasks[0].titel unknown-key']],
  [
    'dependencies that are no list',
    [{ title: 'Rent', dependencies: 'x' }],
    ['subtasks[0].dependencies wrong-type'],
  ],
  [
    'an unknown dependency',
    [{ title: 'Rent', dependencies: ['Rant'] }],
    ['subtasks[0].dependencies[0] unknown-dependency'],
  ],
  [
    'a place outside the list',
    [{ title: 'Rent', dependencies: [1] }],
    ['subtasks[0].dependencies[0] unknown-dependency'],
  ],
  [
    'a place that is no whole number',
    [{ title: 'Rent', dependencies: [0.5] }],
    ['subtasks[0].dependencies[0] unknown-dependency'],
  ],
  [
    'a task that waits for itself',
    [{ title: 'Rent', dependencies: [0] }],
    ['subtasks[0].dependencies[0] self-dependency'],
  ],
  [
    'tasks that wait for each other',
    [
      { title: 'Rent', dependencies: ['Sign'] },
      { title: 'Sign', dependencies: ['Rent'] },
    ],
    ['subtasks[0].dependencies[0] dependency-cycle'],
  ],
  [
    'a title that two tasks have as a dependency',
    [{ title: 'Rent' }, { title: 'Rent' }, { title: 'Sign', dependencies: ['Rent'] }],
    ['subtasks[2].dependencies[0] ambiguous-dependency'],
  ],
  [
    'the same task_id twice',
    [
      { title: 'Rent', task_id: 'a' },
      { title: 'Sign', task_id: 'a' },
    ],
    ['subtasks[1].task_id duplicate-task-id'],
  ],
  ['an unknown priority', [{ title: 'Rent', priority: 'urgent' }], ['subtasks[0].priority unknown-priority']],
  [
    'an unknown complexity',
    [{ title: 'Rent', complexity_level: 'hard' }],
    ['subtasks[0].complexity_level unknown-complexity'],
  ],
  [
    'an unknown specialist',
    [{ title: 'Rent', specialist_type: 'testr' }],
    ['subtasks[0].specialist_type unknown-specialist'],
  ],
  [
    'criteria that are no list',
    [{ title: 'Rent', acceptance_criteria: 'x' }],
    ['subtasks[0].acceptance_criteria wrong-type'],
  ],
  ['files outside the repository', [{ title: 'Rent', files: ['../x'] }], ['subtasks[0].files[0] bad-glob']],
];

describe('a plan is refused as a whole', () => {
  it.each(BAD_PLANS)('with %s', async (_name, input, expected) => {
    const text = typeof input === 'string' ? input : JSON.stringify(input);
    const error = await checkRefused({ folder: shop.root }, PLAN, 'plan-invalid', { input: text });
    const problems: { path: string; code: string; message: string; hint: string }[] = error.data.problems;
    expect(problems.map(({ path, code }) => `${path} ${code}`)).toEqual(expected);
    for (const { message, hint } of problems)
      expect([message, hint].every((part) => part.length > 8)).toBe(true);
  });

  it('with everything that is wrong in it at once', async () => {
    const subtasks = [
      { title: '', priority: 'urgent' },
      { title: 'Sign', dependencies: ['Rant', 9], colour: 'red' },
      { title: 'Rent', dependencies: ['Pay'] },
      { title: 'Pay', dependencies: ['Rent'], files: 'src/**' },
    ];
    const args = [...PLAN, '--complexity', 'hard', '--parent', 'nobody'];
    const input = JSON.stringify(subtasks);
    const error = await checkRefused({ folder: shop.root }, args, 'plan-invalid', { input });
    const paths = error.data.problems.map(({ path }: { path: string }) => path).sort();
    expect(paths).toEqual([
      'complexity_level',
      'parent_task_id',
      'subtasks[0].priority',
      'subtasks[0].title',
      'subtasks[1].colour',
      'subtasks[1].dependencies[0]',
      'subtasks[1].dependencies[1]',
      'subtasks[2].dependencies[0]',
      'subtasks[3].files',
    ]);
    for (const path of paths) expect(error.message).toContain(`${path}: `);
  });

  it('and tells what was probably meant', async () => {
    const subtasks = [{ title: 'Rent the place' }, { title: 'Sign', dependencies: ['Rent teh place'] }];
    const input = JSON.stringify(subtasks);
    const error = await checkRefused({ folder: shop.root }, PLAN, 'plan-invalid', { input });
    expect(error.data.problems[0].hint).toContain('Rent the place');
  });

  it('and names the tasks of a cycle in its order', async () => {
    const subtasks = ['Rent', 'Sign', 'Pay'].map((title, index, all) => ({
      title,
      dependencies: [all[(index + 1) % 3]],
    }));
    const input = JSON.stringify(subtasks);
    const error = await checkRefused({ folder: shop.root }, PLAN, 'plan-invalid', { input });
    expect(error.data.problems[0].message).toMatch(/Rent.*Sign.*Pay.*Rent/);
  });

  it('with an empty description and no title', async () => {
    const args = ['plan', '  ', '--subtasks', '-'];
    const input = '[{"title": "Rent"}]';
    const error = await checkRefused({ folder: shop.root }, args, 'plan-invalid', { input });
    expect(error.data.problems[0].path).toBe('description');
  });
});

describe('a plan that is unusual and right', () => {
  it('takes dependencies by task_id, title, place and existing id', async () => {
    const { tasks } = await plan([
      { title: 'Rent', task_id: 'first' },
      { title: 'Sign', dependencies: ['first'] },
      { title: 'Pay', dependencies: ['Rent', 1, existing] },
    ]);
    const [rent, sign, pay] = tasks.map(({ id }: { id: string }) => id);
    expect(tasks[1].depends_on).toEqual([rent]);
    expect(tasks[2].depends_on).toEqual([rent, sign, existing].sort());
    expect(pay).toMatch(/^pay-/);
  });

  it('takes titles of any script, and makes ids of them that git and every file system take', async () => {
    const titles = [
      'Überprüfe Öfen',
      '認証を追加する',
      'Добавить вход',
      '🚀',
      'Ça va: «oui» #1',
      'a'.repeat(200),
    ];
    const { tasks, commit } = await plan(titles.map((title) => ({ title })));
    expect(tasks.map(({ title }: { title: string }) => title)).toEqual(titles);
    for (const { id, path } of tasks) {
      expect(id).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*-[0-9a-hjkmnp-tv-z]{6}$/);
      expect(shop.exists(path)).toBe(true);
      expect((await askOrc(shop.root, ['show', id])).task.id).toBe(id);
    }
    expect(shop.filesOf(commit)).toHaveLength(titles.length + 1);
    expect((await askOrc(shop.root, ['status'])).problem_count).toBe(0);
  });

  it('takes 10,000 subtasks in one commit', async () => {
    const subtasks = Array.from({ length: 10_000 }, (_, index) => ({
      title: `Shelf ${index}`,
      dependencies: index === 0 ? [] : [index - 1],
    }));
    const answer = await plan(subtasks, ['--title', 'Fill the shelves']);
    expect(answer.tasks).toHaveLength(10_000);
    expect(shop.filesOf(answer.commit)).toHaveLength(10_001);
    expect(shop.git('status', '--porcelain')).toBe('');
    const [next] = (await askOrc(shop.root, ['ready', '--plan', answer.plan_id])).tasks;
    expect(next.title).toBe('Shelf 0');
  });
});
