/** A work tree for each task: made beside the repository, found again, and never made over somebody's work. */
import { chmodSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { BAND, createFest, createSite, SOUND, STAGE } from '../helpers/clones.ts';
import { askOrc, refuseOrc, runOrc } from '../helpers/orc.ts';
import { createRepository, openRepository, type TestRepository } from '../helpers/repository.ts';

const cleanups: (() => void)[] = [];
afterEach(() => {
  for (const cleanup of cleanups.splice(0)) cleanup();
});

function createTestFest(): TestRepository {
  const fest = createFest();
  cleanups.push(fest.cleanup, () => rmSync(`${fest.root}-worktrees`, { recursive: true, force: true }));
  return fest;
}

const placeOf = ({ root }: TestRepository, task: string) => join(`${root}-worktrees`, task);
const begin = (fest: TestRepository, task: string, ...more: string[]) =>
  askOrc(fest.root, ['execute', task, '--worktree', ...more]);

describe('execute --worktree', () => {
  it('makes a work tree beside the repository on a branch of the task, and says so in the brief', async () => {
    const fest = createTestFest();
    const { claim, brief } = await begin(fest, STAGE);
    const path = placeOf(fest, STAGE);
    expect(claim).toMatchObject({ worktree: path, base: fest.git('rev-parse', 'HEAD') });
    expect(brief).toContain(`work tree: \`${path}\``);
    expect(brief).toContain(`branch: \`task/${STAGE}\``);
    expect(openRepository(path).git('symbolic-ref', '--short', 'HEAD')).toBe(`task/${STAGE}`);
    expect(fest.git('status', '--porcelain')).toBe('');
    expect(fest.git('symbolic-ref', '--short', 'HEAD')).toBe('main');
  });

  it('gives the same work tree and brief again, from either place', async () => {
    const fest = createTestFest();
    const first = await begin(fest, STAGE);
    writeFileSync(join(placeOf(fest, STAGE), 'begun.txt'), 'begun\n');
    expect(await begin(fest, STAGE)).toEqual(first);
    expect(await askOrc(placeOf(fest, STAGE), ['execute', STAGE])).toEqual(first);
    expect(await askOrc(placeOf(fest, STAGE), ['execute', STAGE, '--worktree'])).toEqual(first);
    expect((await refuseOrc(fest.root, ['execute', STAGE])).message).toContain(placeOf(fest, STAGE));
  });

  it('has the completion there link the commits of the branch', async () => {
    const fest = createTestFest();
    await begin(fest, STAGE);
    const tree = openRepository(placeOf(fest, STAGE));
    tree.write('stage/planks.md', 'planks\n');
    tree.git('add', '.');
    tree.git('commit', '--quiet', '-m', 'Planks');
    const done = await askOrc(tree.root, ['complete', STAGE, '--summary', 'Built']);
    expect(done.commits).toEqual([tree.git('rev-parse', 'HEAD~1')]);
    expect((await askOrc(fest.root, ['claims'])).claims).toEqual([]);
  });

  it('puts it where the settings say, and nowhere inside the work tree', async () => {
    const fest = createTestFest();
    fest.write('.orchestrator/config.yaml', 'worktrees: ../{repo}-worktrees/here/{task}-tree\n');
    const { claim } = await begin(fest, STAGE);
    expect(claim.worktree).toBe(join(`${fest.root}-worktrees`, 'here', `${STAGE}-tree`));
    fest.write('.orchestrator/config.yaml', `worktrees: ../${basename(fest.root)}/{task}\n`);
    expect((await refuseOrc(fest.root, ['execute', BAND, '--worktree'])).code).toBe('worktree-refused');
    fest.write('.orchestrator/config.yaml', 'worktrees: trees/{task}\n');
    expect((await refuseOrc(fest.root, ['execute', BAND, '--worktree'])).code).toBe('config-invalid');
  });

  it('makes it again when it was removed by hand, with the commits on the branch', async () => {
    const fest = createTestFest();
    await begin(fest, STAGE);
    const tree = openRepository(placeOf(fest, STAGE));
    tree.git('commit', '--quiet', '--allow-empty', '-m', 'Begun');
    const tip = tree.git('rev-parse', 'HEAD');
    rmSync(tree.root, { recursive: true });
    await begin(fest, STAGE);
    expect(tree.git('rev-parse', 'HEAD')).toBe(tip);
    fest.git('worktree', 'remove', tree.root);
    await begin(fest, STAGE);
    expect(tree.git('rev-parse', 'HEAD')).toBe(tip);
  });

  it('refuses what is not surely its own, and leaves no claim behind', async () => {
    const fest = createTestFest();
    const refused = async (task: string) => {
      const error = await refuseOrc(fest.root, ['execute', task, '--worktree']);
      expect(error.code).toBe('worktree-refused');
      expect((await askOrc(fest.root, ['claims'])).claims).toEqual([]);
      return error.message;
    };
    fest.git('branch', `task/${STAGE}`);
    expect(await refused(STAGE)).toContain('not made for a task');
    mkdirSync(placeOf(fest, BAND), { recursive: true });
    writeFileSync(join(placeOf(fest, BAND), 'mine.txt'), 'mine\n');
    expect(await refused(BAND)).toContain('no work tree of this clone');
    expect(existsSync(join(placeOf(fest, BAND), 'mine.txt'))).toBe(true);
    fest.git('switch', '--quiet', '--detach');
    expect(await refused(BAND)).toContain('detached');
  });

  it('refuses a task that the new work tree would not have', async () => {
    const fest = createTestFest();
    const added = await askOrc(fest.root, ['add', 'Sell tickets', '--plan', 'harbour', '--no-commit']);
    const error = await refuseOrc(fest.root, ['execute', added.task.id, '--worktree']);
    expect(error).toMatchObject({ code: 'worktree-refused', data: { paths: [added.task.path] } });
    await askOrc(fest.root, ['complete', STAGE, '--summary', 'Built', '--no-commit']);
    expect((await refuseOrc(fest.root, ['execute', SOUND, '--worktree'])).code).toBe('worktree-refused');
    await askOrc(fest.root, ['sync']);
    await begin(fest, SOUND);
  });

  it('carries a sparse checkout over', async () => {
    const fest = createTestFest();
    fest.write('band/list.md', 'list\n');
    fest.write('stage/plan.md', 'plan\n');
    fest.git('add', '.');
    fest.git('commit', '--quiet', '-m', 'More');
    fest.git('sparse-checkout', 'set', 'stage', '.tasks');
    await begin(fest, STAGE);
    const tree = openRepository(placeOf(fest, STAGE));
    expect([tree.exists('stage/plan.md'), tree.exists('band/list.md')]).toEqual([true, false]);
  });

  it('has the submodules that are initialised here, or says which are missing', async () => {
    const fest = createTestFest();
    const amps = createRepository({ files: { 'amp.md': 'loud\n' } });
    cleanups.push(amps.cleanup);
    fest.git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', amps.root, 'amps');
    fest.git('commit', '--quiet', '-m', 'Amps');
    const env = { GIT_ALLOW_PROTOCOL: 'file' };
    const { warnings } = await askOrc(fest.root, ['execute', STAGE, '--worktree'], { env });
    expect(warnings).toEqual([]);
    expect(existsSync(join(placeOf(fest, STAGE), 'amps', 'amp.md'))).toBe(true);
    amps.cleanup();
    const lacking = await askOrc(fest.root, ['execute', BAND, '--worktree'], { env });
    expect(lacking.warnings.join(' ')).toContain('amps');
    expect(existsSync(join(placeOf(fest, BAND), 'README.md'))).toBe(true);
  });

  it('can share the claim as well', async () => {
    const site = createSite();
    cleanups.push(site.cleanup);
    const [ada, bob] = [site.clone('ada'), site.clone('bob')];
    const { claim } = await begin(ada, STAGE, '--remote');
    expect(claim.shared).toMatchObject({ remote: 'origin' });
    expect((await refuseOrc(bob.root, ['execute', STAGE, '--worktree', '--remote'])).code).toBe(
      'claim-taken',
    );
    expect(existsSync(placeOf(bob, STAGE))).toBe(false);
  });

  it('is won by one of several at once', async () => {
    const fest = createTestFest();
    const actors = ['ada', 'bob', 'eve', 'joe'];
    const results = await Promise.all(
      actors.map((actor) => runOrc(fest.root, ['execute', STAGE, '--worktree', '--actor', actor, '--json'])),
    );
    expect(results.map(({ code }) => code).sort()).toEqual([0, 3, 3, 3]);
    expect(fest.git('worktree', 'list').split('\n')).toHaveLength(2);
  });
});

describe('next --parallel --worktree', () => {
  it('begins as many as do not overlap, each in its own work tree', async () => {
    const fest = createTestFest();
    await askOrc(fest.root, ['add', 'Paint the stage', '--plan', 'harbour', '--file', 'stage/paint/**']);
    const { started, tasks, refused } = await askOrc(fest.root, ['next', '--parallel', '3', '--worktree']);
    const ids = started.map(({ task }: { task: { id: string } }) => task.id);
    expect(ids).toEqual([STAGE, BAND]);
    expect(tasks.map(({ id }: { id: string }) => id)).toEqual(ids);
    expect(refused).toEqual([]);
    for (const { worktree, branch, claim } of started) {
      expect(claim.worktree).toBe(worktree);
      expect(openRepository(worktree).git('symbolic-ref', '--short', 'HEAD')).toBe(branch);
    }
  });

  it('says what it could not begin, and begins another instead', async () => {
    const fest = createTestFest();
    fest.git('branch', `task/${STAGE}`);
    const { started, refused } = await askOrc(fest.root, ['next', '--worktree']);
    expect(started).toMatchObject([{ task: { id: BAND } }]);
    expect(refused).toMatchObject([{ task: STAGE, code: 'worktree-refused' }]);
    expect(await askOrc(fest.root, ['claims'])).toMatchObject({ claims: [{ task: BAND }] });
  });
});

it('a hook that refuses the checkout is told, and the claim is given back', async () => {
  const fest = createTestFest();
  fest.write('.git/hooks/post-checkout', '#!/bin/sh\nexit 1\n');
  chmodSync(join(fest.root, '.git/hooks/post-checkout'), 0o755);
  expect((await refuseOrc(fest.root, ['execute', STAGE, '--worktree'])).code).toBe('worktree-refused');
  expect((await askOrc(fest.root, ['claims'])).claims).toEqual([]);
});
