/** What `orc diff` says of real branches. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { askOrc, refuseOrc, runOrc } from '../helpers/orc.ts';
import { planFile, taskFile } from '../helpers/plan-files.ts';
import { createRepository, type TestRepository } from '../helpers/repository.ts';

const SHOP = 'open-a-shop-aaaaaa';
const CAFE = 'open-a-cafe-bbbbbb';
const RENT = 'rent-a-place-000001';
const PAINT = 'paint-the-walls-000002';
const HIRE = 'hire-somebody-000003';
const SIGN = 'hang-the-sign-000004';
const BAKE = 'bake-a-cake-000005';

const FILES = Object.fromEntries([
  planFile(SHOP),
  planFile(CAFE),
  taskFile(SHOP, RENT, { status: 'in_progress' }),
  taskFile(SHOP, PAINT, { depends_on: [RENT] }),
  taskFile(SHOP, HIRE, {}),
  taskFile(SHOP, SIGN, { priority: 'low' }),
]);

let shop: TestRepository;
beforeAll(() => {
  shop = createRepository({ files: FILES });
  shop.git('checkout', '--quiet', '-b', 'topic');
  const write = ([path, text]: [string, string]) => shop.write(path, text);
  // Another priority and text; a new dependency; a task in another plan; a task under another name; a new one.
  write(taskFile(SHOP, RENT, { status: 'in_progress', priority: 'high' }, 'Find it.\n'));
  write(taskFile(SHOP, PAINT, {}));
  shop.git('rm', '--quiet', `.tasks/${SHOP}/${HIRE}.md`);
  write(taskFile(CAFE, HIRE, { depends_on: [BAKE] }));
  shop.git('rm', '--quiet', `.tasks/${SHOP}/${SIGN}.md`);
  write(taskFile(SHOP, 'paint-a-sign-000004', { priority: 'low' }));
  write(taskFile(CAFE, BAKE, { effort: '3h' }));
  shop.git('add', '--all');
  shop.git('commit', '--quiet', '--message=topic');
});
afterAll(() => shop.cleanup());

const idsOf = (items: readonly { id: string }[]) => items.map(({ id }) => id);

describe('orc diff', () => {
  it('tells what was added, moved, renamed and changed, from what to what', async () => {
    const diff = await askOrc(shop.root, ['diff', 'main...topic']);
    expect(diff).toMatchObject({ base: shop.git('rev-parse', 'main'), head: shop.git('rev-parse', 'topic') });
    expect(idsOf(diff.added)).toEqual([BAKE]);
    expect(diff.removed).toEqual([]);
    expect(diff.moved).toMatchObject([{ id: HIRE, plan: CAFE, from_plan: SHOP }]);
    expect(diff.renamed).toMatchObject([{ id: 'paint-a-sign-000004', from_id: SIGN }]);
    const rent = diff.changed.find(({ id }: { id: string }) => id === RENT);
    expect(rent.fields).toEqual([
      { field: 'priority', from: null, to: 'high' },
      { field: 'description', from: 'Do it.', to: 'Find it.' },
    ]);
  });

  it('tells which dependencies came and went, and what they do to the graph', async () => {
    const { dependencies, graph } = await askOrc(shop.root, ['diff', 'main...topic']);
    expect(dependencies.added).toEqual([{ task: HIRE, depends_on: BAKE }]);
    expect(dependencies.cut).toEqual([{ task: PAINT, depends_on: RENT }]);
    expect(graph.newly_ready).toEqual([BAKE, 'paint-a-sign-000004', PAINT].sort());
    expect(graph.newly_blocked).toEqual([HIRE]);
    expect(graph.critical_path).toEqual({
      before: { tasks: [RENT, PAINT], hours: 8 },
      after: { tasks: [BAKE, HIRE], hours: 7 },
    });
  });

  it('says the same from every work tree, and leaves index and work tree alone', async () => {
    const there = await askOrc(shop.root, ['diff', 'main...topic']);
    const state = shop.snapshotState();
    shop.git('checkout', '--quiet', 'main');
    expect(await askOrc(shop.root, ['diff', 'main..topic'])).toMatchObject({ ...there, problems: [] });
    shop.git('checkout', '--quiet', 'topic');
    expect(shop.snapshotState()).toEqual(state);
  });

  it('turns around with its ends', async () => {
    const back = await askOrc(shop.root, ['diff', 'topic..main']);
    expect(idsOf(back.removed)).toEqual([BAKE]);
    expect(back.dependencies.added).toEqual([{ task: PAINT, depends_on: RENT }]);
  });

  it('compares with the work tree when no head is named, files unknown to git included', async () => {
    const [path, text] = taskFile(CAFE, 'sweep-the-floor-000006');
    shop.write(path, text);
    const diff = await askOrc(shop.root, ['diff', 'HEAD']);
    expect(diff).toMatchObject({ head: null, removed: [], changed: [] });
    expect(idsOf(diff.added)).toEqual(['sweep-the-floor-000006']);
    expect(idsOf((await askOrc(shop.root, ['diff'])).added)).toEqual([BAKE, 'sweep-the-floor-000006']);
    shop.git('clean', '--quiet', '--force', '-d');
  });

  it('names a cycle that the change brings, and one that it resolves', async () => {
    shop.git('checkout', '--quiet', '-b', 'circle', 'main');
    shop.write(...taskFile(SHOP, RENT, { status: 'in_progress', depends_on: [PAINT] }));
    shop.git('commit', '--quiet', '--all', '--message=circle');
    const cycle = [PAINT, RENT, PAINT];
    const { graph } = await askOrc(shop.root, ['diff', 'main...circle']);
    expect(graph).toMatchObject({ cycles_introduced: [cycle], cycles_resolved: [] });
    expect((await askOrc(shop.root, ['diff', 'circle..main'])).graph.cycles_resolved).toEqual([cycle]);
    shop.git('checkout', '--quiet', 'topic');
  });

  it('keeps a file that can no longer be read in sight', async () => {
    shop.write(`.tasks/${SHOP}/${RENT}.md`, '---\nid: [\n---\n');
    const { changed, problem_count } = await askOrc(shop.root, ['diff', 'HEAD']);
    expect(changed).toMatchObject([{ id: RENT, title: null, readable: { before: true, after: false } }]);
    expect(problem_count).toBe(1);
    shop.git('checkout', '--quiet', '--', '.tasks');
  });

  it('prints Markdown with a chart that marks what changed', async () => {
    const { stdout } = await runOrc(shop.root, ['diff', 'main...topic', '--format', 'markdown']);
    expect(stdout).toContain('```mermaid\nflowchart TD\n');
    expect(stdout).toMatch(/n\d+\["000005#58; bake a cake"\]:::added/);
    expect(stdout).toMatch(/n\d+ ==> n\d+\n/);
    expect(stdout).toMatch(/n\d+ -\.-> n\d+\n/);
    expect(stdout).toContain('priority none → `high`; description changed');
  });

  it.each([
    ['an unknown revision', 'nowhere...topic', 'revision-unknown'],
    ['an option in the place of a revision', '--output=x..topic', 'usage'],
    ['a revision that looks like an option', 'main..-x', 'revision-unknown'],
  ])('refuses %s', async (_, range, code) => {
    expect(await refuseOrc(shop.root, ['diff', range])).toMatchObject({ code });
  });

  it('refuses branches that have no commit in common, with what to do', async () => {
    shop.git('checkout', '--quiet', '--orphan', 'island');
    shop.git('commit', '--quiet', '--message=island');
    const error = await refuseOrc(shop.root, ['diff', 'main...island']);
    expect(error).toMatchObject({ code: 'no-common-history', exit: 1 });
    expect(error.hints.join(' ')).toContain('fetch-depth: 0');
    expect((await askOrc(shop.root, ['diff', 'main..island'])).removed).toEqual([]);
    shop.git('checkout', '--quiet', '--force', 'topic');
  });

  it('compares with nothing before the first commit', async () => {
    const empty = createRepository();
    const [path, text] = planFile(SHOP);
    empty.write(path, text);
    const diff = await askOrc(empty.root, ['diff']);
    expect(diff).toMatchObject({ base: null, head: null });
    expect(idsOf(diff.added)).toEqual([SHOP]);
    empty.cleanup();
  });
});

it('says what becomes ready also when it knows the tasks from before', async () => {
  const files = [planFile(SHOP), taskFile(SHOP, RENT, {}), taskFile(SHOP, PAINT, { depends_on: [RENT] })];
  const repository = createRepository({ files: Object.fromEntries(files) });
  repository.git('checkout', '--quiet', '-b', 'topic');
  repository.write(...taskFile(SHOP, RENT, { status: 'completed' }));
  repository.git('commit', '--quiet', '--all', '--message=rented');
  await runOrc(repository.root, ['ready']);
  const { graph } = await askOrc(repository.root, ['diff', 'main...topic']);
  expect(graph.newly_ready).toEqual([PAINT]);
  repository.cleanup();
});
