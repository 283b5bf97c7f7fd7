/** The whole way from a file that changes to the event, on a real disk. How fast is for the benchmark. */
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { openWorkspace } from '../../src/workspace.ts';
import { makeLargePlan, writePlans, writeTask } from '../cli/graph-sample.ts';
import { createRepository, type TestRepository } from '../helpers/repository.ts';
import { countSystemWatches, replaceFile, startWatching, TIMEOUT_MS, type Watching } from './watching.ts';

const SOUP = 'make-soup-000001';
const EAT = 'eat-000002';
const FOLDER = '.tasks/dinner-aaaaaa';
const PATH = `${FOLDER}/${SOUP}.md`;
const FILES = writePlans({ 'dinner-aaaaaa': { tasks: { [SOUP]: {}, [EAT]: { needs: [SOUP] } } } });
const COMPLETED = writeTask(SOUP, { status: 'completed' });

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

async function watchDinner(
  files = FILES,
): Promise<{ repository: TestRepository; watching: Watching; path: (name: string) => string }> {
  const repository = createRepository({ files: { 'README.md': '# Dinner\n', ...files }, commit: true });
  cleanups.push(repository.cleanup);
  const watching = await startWatching(repository.root);
  cleanups.push(watching.close);
  return { repository, watching, path: (name) => join(repository.root, name) };
}

describe('the watcher sees', () => {
  it('what there is at the start', async () => {
    const { watching } = await watchDinner();
    expect(watching.events).toMatchObject([{ changes: [], counts: { ready: 1, waiting: 1 } }]);
  });

  it('an edit in place', async () => {
    const { repository, watching } = await watchDinner();
    repository.write(PATH, COMPLETED);
    await watching.sees({ [SOUP]: 'completed', [EAT]: 'ready' });
  });

  it('a new task, a new plan, and that they are deleted', async () => {
    const { repository, watching, path } = await watchDinner();
    repository.write(`${FOLDER}/buy-wine-000003.md`, writeTask('buy-wine-000003', {}));
    await watching.sees({ 'buy-wine-000003': 'ready' });
    for (const [name, text] of Object.entries(
      writePlans({ 'lunch-bbbbbb': { tasks: { 'fry-egg-000004': {} } } }),
    )) {
      repository.write(name, text);
    }
    await watching.sees({ 'fry-egg-000004': 'ready' });
    repository.write(
      '.tasks/lunch-bbbbbb/fry-egg-000004.md',
      writeTask('fry-egg-000004', { status: 'completed' }),
    );
    await watching.sees({ 'fry-egg-000004': 'completed' });
    rmSync(path(`${FOLDER}/buy-wine-000003.md`));
    rmSync(path('.tasks/lunch-bbbbbb'), { recursive: true });
    await watching.sees({ 'buy-wine-000003': null, 'fry-egg-000004': null });
  });

  it('what an editor saves under another name and renames over the file', async () => {
    const { repository, watching, path } = await watchDinner();
    repository.write(`${FOLDER}/.${SOUP}.md.swp`, COMPLETED);
    renameSync(path(`${FOLDER}/.${SOUP}.md.swp`), path(PATH));
    await watching.sees({ [SOUP]: 'completed' });
    renameSync(path(PATH), path(`${PATH}~`));
    repository.write(PATH, FILES[PATH] ?? '');
    await watching.sees({ [EAT]: 'waiting' });
    repository.write(PATH, COMPLETED);
    await watching.sees({ [EAT]: 'ready' });
  });

  it('that .tasks is removed and comes back, again and again, also when nothing lies between', async () => {
    const { repository, watching, path } = await watchDinner();
    const restore = (text: string) => {
      for (const [name, content] of Object.entries({ ...FILES, [PATH]: text })) {
        repository.write(name, content);
      }
    };
    for (const text of [COMPLETED, FILES[PATH] ?? '']) {
      rmSync(path('.tasks'), { recursive: true });
      await watching.sees({ [SOUP]: null, [EAT]: null });
      restore(text);
      await watching.sees({ [EAT]: text === COMPLETED ? 'ready' : 'waiting' });
      rmSync(path('.tasks'), { recursive: true });
      restore(FILES[PATH] ?? '');
      await watching.sees({ [EAT]: 'waiting' });
      repository.write(PATH, COMPLETED);
      await watching.sees({ [EAT]: 'ready' });
    }
  });

  it('that a plan folder is moved away and another takes its place', async () => {
    const { repository, watching, path } = await watchDinner();
    renameSync(path(FOLDER), path('kept'));
    mkdirSync(path(FOLDER));
    renameSync(path('kept/plan.md'), path(`${FOLDER}/plan.md`));
    await watching.sees({ [SOUP]: null });
    repository.write(PATH, COMPLETED);
    await watching.sees({ [SOUP]: 'completed' });
  });

  it('claims and their end, as loose refs and packed, from any work tree', async () => {
    const { repository, watching } = await watchDinner();
    const linked = join(repository.root, '..', `${repository.root.split('/').at(-1)}-linked`);
    repository.git('worktree', 'add', '--quiet', '-b', 'other', linked);
    cleanups.push(() => rmSync(linked, { recursive: true, force: true }));
    const other = await openWorkspace({ directory: linked, actor: 'grace' });
    const claim = await other.git.putClaim({
      task: SOUP,
      actor: 'grace',
      host: other.host,
      worktree: linked,
      base: null,
      at: new Date(),
      leaseMs: 3_600_000,
      previous: null,
      shared: null,
    });
    await watching.sees({ [SOUP]: 'in_progress' });
    expect(watching.events.at(-1)).toMatchObject({ claims_added: [{ task: SOUP, actor: 'grace' }] });
    repository.git('pack-refs', '--all');
    expect(await other.git.deleteClaim(claim)).toBe(true);
    await watching.sees({ [SOUP]: 'ready' });
  });

  it('a checkout of 2,000 files that blocks this process meanwhile', async () => {
    const repository = createRepository({ files: writePlans({ 'dinner-aaaaaa': makeLargePlan(2000, 0) }) });
    cleanups.push(repository.cleanup);
    const { git, root, write } = repository;
    git('checkout', '--quiet', '-b', 'done');
    const done = writePlans({ 'dinner-aaaaaa': makeLargePlan(2000, 2000) });
    for (const [name, text] of Object.entries(done)) write(name, text);
    git('commit', '--quiet', '--all', '--message=done');
    git('checkout', '--quiet', 'main');
    const watching = await startWatching(root);
    cleanups.push(watching.close);
    const ids = Object.keys(makeLargePlan(2000, 0).tasks);
    for (const [branch, states] of [
      ['done', ['completed']],
      ['main', ['ready', 'waiting']],
    ] as const) {
      git('checkout', '--quiet', branch);
      await vi.waitFor(
        () => {
          const counts = watching.events.at(-1)?.counts;
          expect(states.reduce((sum, state) => sum + (counts?.[state] ?? 0), 0)).toBe(ids.length);
        },
        { timeout: TIMEOUT_MS, interval: 50 },
      );
    }
    git('rm', '-r', '--quiet', '.tasks');
    await watching.sees(Object.fromEntries(ids.slice(0, 3).map((id) => [id, null])));
  });
});

describe('the watcher', () => {
  it('starts where there is no .tasks yet', async () => {
    const { repository, watching } = await watchDinner({});
    expect(watching.events).toMatchObject([{ counts: { ready: 0 } }]);
    for (const [name, text] of Object.entries(FILES)) repository.write(name, text);
    await watching.sees({ [SOUP]: 'ready', [EAT]: 'waiting' });
    replaceFile(repository.root, PATH, COMPLETED);
    await watching.sees({ [EAT]: 'ready' });
  });

  it('tells of a file that cannot be read, and that it can be read again', async () => {
    const { repository, watching } = await watchDinner();
    replaceFile(repository.root, PATH, 'torn');
    await watching.sees({ [SOUP]: 'unreadable' });
    expect(watching.events.at(-1)).toMatchObject({ problem_count: 1, problems_added: [{ path: PATH }] });
    replaceFile(repository.root, PATH, COMPLETED);
    await watching.sees({ [SOUP]: 'completed' });
    expect(watching.events.at(-1)).toMatchObject({ problem_count: 0, problems_solved: [{ path: PATH }] });
  });

  it('says nothing about what is not the plans’: other files, temporary ones, commits', async () => {
    const { repository, watching, path } = await watchDinner();
    repository.write('src/stove.ts', 'hot\n');
    repository.write(`${FOLDER}/.tmp-0123456789ab`, 'half');
    repository.git('add', 'src');
    repository.git('commit', '--quiet', '--message=stove');
    writeFileSync(path('.git/orchestrator-note'), '');
    replaceFile(repository.root, PATH, COMPLETED);
    await watching.sees({ [SOUP]: 'completed' });
    expect(watching.events).toHaveLength(2);
    expect(watching.warnings).toEqual([]);
  });

  it('ends when the work tree is gone', async () => {
    const { repository, watching } = await watchDinner();
    repository.cleanup();
    await vi.waitUntil(() => watching.ends.length > 0, { timeout: TIMEOUT_MS });
    expect(watching.ends[0]).toMatchObject({ code: 'not-a-repository' });
  });

  it.runIf(process.platform === 'linux')('needs a watch for each folder, and none once closed', async () => {
    const before = countSystemWatches();
    const plans = Object.fromEntries(
      ['a', 'b', 'c'].map((letter) => [`dinner-aaaaa${letter}`, makeLargePlan(300, 0)]),
    );
    const { watching } = await watchDinner(writePlans(plans));
    const count = countSystemWatches() - before;
    // The root, .git, .git/refs, .tasks, and the three plans.
    expect(count).toBe(7);
    await watching.close();
    await vi.waitUntil(() => countSystemWatches() === before, { timeout: TIMEOUT_MS });
  });
});
