/** Landing: the branch of a task goes back to where it came from, whole or not at all, and nothing of anybody is lost. */
import { chmodSync, existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { BAND, createFest, pathOf, SOUND, STAGE } from '../helpers/clones.ts';
import { askOrc, refuseOrc, runOrc } from '../helpers/orc.ts';
import { openRepository, type TestRepository } from '../helpers/repository.ts';

const cleanups: (() => void)[] = [];
afterEach(() => {
  for (const cleanup of cleanups.splice(0)) cleanup();
});

interface Begun {
  readonly fest: TestRepository;
  readonly tree: TestRepository;
}

/** A task that is worked on in its work tree. */
async function begin(task = STAGE): Promise<Begun> {
  const fest = createFest();
  const tree = openRepository(join(`${fest.root}-worktrees`, task));
  cleanups.push(fest.cleanup, () => rmSync(`${fest.root}-worktrees`, { recursive: true, force: true }));
  await askOrc(fest.root, ['execute', task, '--worktree']);
  return { fest, tree };
}

/** The same, completed there with one file. */
async function complete(path = 'stage/planks.md', text = 'planks\n'): Promise<Begun> {
  const begun = await begin();
  begun.tree.write(path, text);
  await askOrc(begun.tree.root, ['complete', STAGE, '--summary', 'Built', '--artifact', path]);
  return begun;
}

const land = ({ fest }: Begun) => askOrc(fest.root, ['land', STAGE]);
const refuse = ({ fest }: Begun) => refuseOrc(fest.root, ['land', STAGE]);

function hook({ root }: TestRepository, name: string, script: string): void {
  writeFileSync(join(root, '.git/hooks', name), `#!/bin/sh\n${script}\n`);
  chmodSync(join(root, '.git/hooks', name), 0o755);
}

describe('orc land', () => {
  it('merges with a commit of its own, verifies, and removes work tree and branch', async () => {
    const begun = await complete();
    const { fest, tree } = begun;
    const tip = tree.git('rev-parse', 'HEAD');
    const answer = await land(begun);
    expect(answer).toMatchObject({
      task: { id: STAGE, state: 'completed' },
      ...{
        branch: `task/${STAGE}`,
        into: 'main',
        worktree: fest.root,
        commit: fest.git('rev-parse', 'HEAD'),
      },
      ...{ repeated: false, audit: 'exact', error_count: 0, removed: true, kept: null },
    });
    expect(fest.git('log', '-1', '--format=%P').split(' ')[1]).toBe(tip);
    expect(fest.git('log', '-1', '--format=%B')).toBe(
      `task(build-the-stage): land Build the stage\n\nPlan: harbour-fest-aaaaaa\nTask: ${STAGE}\nTask-Status: completed\n`,
    );
    expect(existsSync(tree.root)).toBe(false);
    expect(fest.git('branch', '--format=%(refname:short)')).toBe('main');
    expect(fest.git('config', '--list')).not.toContain('orchestratorfrom');
    expect(fest.git('status', '--porcelain')).toBe('');
  });

  it('says so when everything was done before', async () => {
    const begun = await complete();
    await land(begun);
    const head = begun.fest.git('rev-parse', 'HEAD');
    expect(await land(begun)).toMatchObject({ commit: null, repeated: true, audit: 'exact', removed: true });
    expect(begun.fest.git('rev-parse', 'HEAD')).toBe(head);
  });

  it('leaves other changes in the work tree alone', async () => {
    const begun = await complete();
    begun.fest.write('README.md', '# Harbour fest, changed\n');
    begun.fest.write('new.txt', 'new\n');
    await land(begun);
    expect(begun.fest.git('status', '--porcelain')).toBe(' M README.md\n?? new.txt');
  });

  it.each([
    [
      'a change that the merge would overwrite',
      (fest: TestRepository) => fest.write('stage/planks.md', 'mine\n'),
    ],
    [
      'something staged',
      (fest: TestRepository) => {
        fest.write('README.md', '# Staged\n');
        fest.git('add', '.');
      },
    ],
  ])('refuses over %s, with nothing changed', async (_, change) => {
    const begun = await complete();
    change(begun.fest);
    const before = [begun.fest.git('rev-parse', 'HEAD'), begun.fest.snapshotState()];
    expect(await refuse(begun)).toMatchObject({ code: 'land-refused', exit: 1 });
    expect([begun.fest.git('rev-parse', 'HEAD'), begun.fest.snapshotState()]).toEqual(before);
  });

  it('refuses a task that is not completed in the commits of its branch', async () => {
    const begun = await begin();
    expect((await refuse(begun)).message).toContain('pending');
    await askOrc(begun.tree.root, ['complete', STAGE, '--summary', 'Built', '--no-commit']);
    expect((await refuse(begun)).hints.join(' ')).toContain('orc sync');
    await askOrc(begun.tree.root, ['sync']);
    expect((await land(begun)).removed).toBe(true);
  });

  it('refuses a task without a branch, and a branch that it did not make', async () => {
    const begun = await complete();
    expect(await refuseOrc(begun.fest.root, ['land', BAND])).toMatchObject({ code: 'land-refused' });
    begun.fest.git('branch', `task/${BAND}`);
    expect(await refuseOrc(begun.fest.root, ['land', BAND])).toMatchObject({ code: 'land-refused' });
  });

  it('undoes a merge with conflicts, and names them', async () => {
    const begun = await complete('README.md', '# Stage\n');
    begun.fest.write('README.md', '# Harbour\n');
    begun.fest.git('commit', '--quiet', '-am', 'Harbour');
    const before = [begun.fest.git('rev-parse', 'HEAD'), begun.fest.snapshotState()];
    expect(await refuse(begun)).toMatchObject({ code: 'land-refused', data: { paths: ['README.md'] } });
    expect([begun.fest.git('rev-parse', 'HEAD'), begun.fest.snapshotState()]).toEqual(before);
    expect(existsSync(join(begun.fest.root, '.git/MERGE_HEAD'))).toBe(false);
  });

  it('resolves conflicts of plan files as the merge driver does', async () => {
    const begun = await complete();
    await askOrc(begun.fest.root, ['update', STAGE, '--title', 'Build the big stage']);
    await askOrc(begun.fest.root, ['update', STAGE, '--priority', 'critical']);
    const answer = await land(begun);
    expect(answer).toMatchObject({ error_count: 0, removed: true, resolved: [pathOf(STAGE)] });
    expect(answer.task).toMatchObject({
      title: 'Build the big stage',
      priority: 'critical',
      state: 'completed',
    });
    expect(begun.fest.git('log', '-1', '--format=%B')).toContain(`Task: ${STAGE}\n`);
    expect(begun.fest.git('status', '--porcelain')).toBe('');
  });

  it.each(['pre-merge-commit', 'commit-msg'])('runs %s, and undoes what it refuses', async (name) => {
    const begun = await complete();
    hook(begun.fest, name, 'echo "not today" >&2; exit 1');
    const before = [begun.fest.git('rev-parse', 'HEAD'), begun.fest.snapshotState()];
    const error = await refuse(begun);
    expect(error.code).toBe('hook-refused');
    expect(error.message).toContain('not today');
    expect([begun.fest.git('rev-parse', 'HEAD'), begun.fest.snapshotState()]).toEqual(before);
  });

  it('refuses while something else is going on, or when the branch is checked out nowhere', async () => {
    const begun = await complete();
    begun.fest.git('bisect', 'start');
    expect((await refuse(begun)).code).toBe('git-busy');
    begun.fest.git('bisect', 'reset');
    begun.fest.git('switch', '--quiet', '-c', 'elsewhere');
    expect((await refuse(begun)).message).toContain('checked out nowhere');
  });

  it('lands where the branch came from, from any work tree of the clone', async () => {
    const { fest, tree } = await complete();
    const answer = await askOrc(tree.root, ['land', STAGE]);
    expect(answer).toMatchObject({ worktree: fest.root, into: 'main', removed: false });
    expect(answer.kept).toContain('you are in it');
    expect(await askOrc(fest.root, ['land', STAGE])).toMatchObject({ repeated: true, removed: true });
    expect(existsSync(tree.root)).toBe(false);
  });

  it.each([
    ['an untracked file', (tree: TestRepository) => tree.write('notes.txt', 'notes\n')],
    ['a change', (tree: TestRepository) => tree.write('README.md', 'changed\n')],
    ['a lock', (tree: TestRepository) => tree.git('worktree', 'lock', '--reason', 'disk', tree.root)],
    ['a bisect going on', (tree: TestRepository) => tree.git('bisect', 'start')],
  ])('keeps a work tree with %s, and says why', async (_, leave) => {
    const begun = await complete();
    leave(begun.tree);
    const answer = await land(begun);
    expect(answer).toMatchObject({ repeated: false, removed: false });
    expect(answer.kept).toContain(begun.tree.root);
    expect(existsSync(begun.tree.root)).toBe(true);
    expect(begun.fest.git('branch', '--list', 'task/*')).not.toBe('');
  });

  it('keeps a branch that has moved on since, and merges again', async () => {
    const begun = await complete();
    begun.tree.write('notes.txt', 'notes\n');
    await land(begun);
    begun.tree.git('add', '.');
    begun.tree.git('commit', '--quiet', '-m', 'Notes');
    expect(await land(begun)).toMatchObject({ repeated: false, removed: true });
    expect(begun.fest.read('notes.txt')).toBe('notes\n');
  });

  it('goes on with its own merge that was ended in the middle', async () => {
    const begun = await complete();
    const { fest } = begun;
    // What a kill between the merge and its commit leaves.
    const message = `task(build-the-stage): land Build the stage\n\nTask: ${STAGE}\n`;
    fest.git('merge', '--no-ff', '--no-commit', '--quiet', `task/${STAGE}`);
    fest.write('.git/MERGE_MSG', message);
    expect(await land(begun)).toMatchObject({ repeated: false, removed: true, audit: 'exact' });
    expect(fest.git('log', '-1', '--format=%B')).toBe(message);
    expect(fest.git('log', '-1', '--format=%P').split(' ')).toHaveLength(2);
  });

  it('never undoes a merge that a person may have gone on with', async () => {
    const begun = await complete('README.md', '# Stage\n');
    const { fest } = begun;
    fest.write('README.md', '# Harbour\n');
    fest.git('commit', '--quiet', '-am', 'Harbour');
    expect(() => fest.git('merge', '--no-ff', '-m', `Land\n\nTask: ${STAGE}`, `task/${STAGE}`)).toThrow();
    expect(await refuse(begun)).toMatchObject({ code: 'git-busy', data: { paths: ['README.md'] } });
    fest.write('README.md', '# Harbour and stage\n');
    fest.git('add', 'README.md');
    await land(begun);
    expect(fest.read('README.md')).toBe('# Harbour and stage\n');
  });

  it('ends with 1, and keeps the merge, when what came in has errors', async () => {
    const begun = await complete();
    begun.tree.write(pathOf(SOUND), 'no front matter\n');
    begun.tree.git('commit', '--quiet', '-am', 'Broken');
    const { code, stdout } = await runOrc(begun.fest.root, ['land', STAGE, '--json']);
    expect(code).toBe(1);
    const answer = JSON.parse(stdout);
    expect(answer.error_count).toBeGreaterThan(0);
    expect(answer.problems[0].path).toBe(pathOf(SOUND));
    expect(begun.fest.git('log', '-1', '--format=%H')).toBe(answer.commit);
  });

  it('is done once by two at the same time', async () => {
    const begun = await complete();
    const runs = await Promise.all([0, 1].map(() => runOrc(begun.fest.root, ['land', STAGE, '--json'])));
    expect(runs.map(({ code, stderr }) => ({ code, stderr }))).toEqual([
      { code: 0, stderr: '' },
      { code: 0, stderr: '' },
    ]);
    expect(begun.fest.git('log', '--merges', '--format=%s').split('\n')).toHaveLength(1);
  });
});
