/**
 * Every command that changes something, in every state that a repository can be in: what the user has staged,
 * changed and not added is the same to the byte afterwards, and the commits hold exactly our paths.
 */
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { askOrc, refuseOrc } from '../helpers/orc.ts';
import { createRepository, openRepository, type TestRepository } from '../helpers/repository.ts';
import { listCommitsAfter, readHead, readOwnStatus, readUserWork } from './user-work.ts';
import { createStep, type PlannedShop, planShop, walkThrough } from './walk-through.ts';

const BASE = { 'README.md': '# Shop\n', 'src/cart.ts': 'one\ntwo\nthree\n', 'src/till.ts': 'till\n' };

const cleanups: (() => void)[] = [];
afterAll(() => {
  for (const cleanup of cleanups.splice(0)) cleanup();
});

function create(options: Parameters<typeof createRepository>[0] = { files: BASE }): TestRepository {
  const repository = createRepository(options);
  cleanups.push(repository.cleanup);
  return repository;
}

/** All that a person may have lying about at once, none of which the states below take away. */
function makeUserWork({ root, git, write }: TestRepository): void {
  write('src/cart.ts', 'one\ntwo\nthree\nstaged\n');
  write('src/staged.ts', 'new and staged\n');
  git('add', 'src/cart.ts', 'src/staged.ts');
  write('src/cart.ts', 'one\ntwo\nthree\nstaged\nnot staged\n');
  write('src/later.ts', 'intent to add\n');
  git('add', '--intent-to-add', 'src/later.ts');
  write('notes/untracked.txt', 'untracked\n');
  rmSync(join(root, 'src/till.ts'), { force: true });
}

/** The lines that a person would grep for find exactly the commits that the commands made for the task. */
function checkHistory(repository: TestRepository, plan: PlannedShop, base: string | null): void {
  const { git, filesOf } = repository;
  const grep = (line: string) => git('log', '-E', `--grep=^${line}$`, '--format=%H').split('\n').sort();
  for (const [name, id] of Object.entries(plan.ids)) {
    const touching = listCommitsAfter(repository, base, readHead(repository)).filter((commit) =>
      filesOf(commit).some((path) => path.endsWith(`/${id}.md`) || path === `work/${name}.txt`),
    );
    expect(grep(`Task: ${id}`)).toEqual(touching.sort());
  }
  expect(git('fsck', '--no-dangling')).toBe('');
  expect(readOwnStatus(repository)).toBe('?? work/not-named.txt');
}

interface Place {
  readonly repository: TestRepository;
  /** Where the work happens, when it is not the repository itself. */
  readonly workTree?: TestRepository;
}

const STATES: Readonly<Record<string, () => Place>> = {
  'a clean work tree': () => ({ repository: create() }),
  'staged, partially staged, deleted, intended and untracked files': () => {
    const repository = create();
    makeUserWork(repository);
    return { repository };
  },
  'an unborn branch with staged files': () => {
    const repository = create({ files: BASE, commit: false });
    repository.git('add', '--all');
    makeUserWork(repository);
    return { repository };
  },
  'a detached HEAD': () => {
    const repository = create();
    repository.git('checkout', '--quiet', '--detach');
    makeUserWork(repository);
    return { repository };
  },
  'a linked worktree': () => {
    const repository = create();
    repository.git('worktree', 'add', '--quiet', '-b', 'feature', 'linked');
    const workTree = openRepository(join(repository.root, 'linked'));
    makeUserWork(workTree);
    return { repository, workTree };
  },
  'a sparse checkout without .tasks in the cone': () => {
    const repository = create();
    repository.git('sparse-checkout', 'set', '--cone', 'src');
    makeUserWork(repository);
    return { repository };
  },
  'a dirty submodule': () => {
    const repository = create();
    const library = create({ files: { 'lib.c': 'int x;\n' } });
    repository.git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', library.root, 'lib');
    repository.git('commit', '--quiet', '--message=submodule');
    repository.write('lib/lib.c', 'int y;\n');
    makeUserWork(repository);
    return { repository };
  },
};

describe('every command leaves the user’s work as it is', () => {
  it.each(Object.entries(STATES))('with %s', async (_name, enter) => {
    const { repository, workTree = repository } = enter();
    const base = readHead(workTree);
    const before = readUserWork(workTree);
    const plan = await planShop(workTree.root, 'ada');
    expect(plan.commit).toBe(readHead(workTree));
    expect(workTree.filesOf('HEAD')).toEqual(
      [`.tasks/${plan.planId}/plan.md`, ...Object.keys(plan.ids).map(plan.file)].sort(),
    );
    const step = createStep(workTree, { isBusy: false });
    await walkThrough(workTree, plan, step);
    const added = await askOrc(workTree.root, ['add', 'Build part g', '--plan', plan.planId]);
    expect(workTree.filesOf('HEAD')).toEqual([added.task.path]);
    await askOrc(workTree.root, ['update', plan.ids.f ?? '', '--note', 'Kept back', '--no-commit']);
    expect(await step(['sync'], [[plan.file('f')]])).toMatchObject({
      commits: [{ oid: readHead(workTree) }],
    });
    expect(readUserWork(workTree)).toEqual(before);
    checkHistory(workTree, plan, base);
    expect(existsSync(join(repository.root, '.git/index.lock'))).toBe(false);
  });
});

/** Two branches that cannot be put together without a person. */
function diverge({ git, write }: TestRepository): void {
  git('checkout', '--quiet', '-b', 'other');
  write('src/cart.ts', 'theirs\n');
  git('commit', '--quiet', '--all', '--message=theirs');
  git('checkout', '--quiet', 'main');
  write('src/cart.ts', 'ours\n');
  git('commit', '--quiet', '--all', '--message=ours');
}

interface Busy {
  readonly begin: readonly string[];
  readonly end: readonly string[];
}

const EDITOR = ['-c', 'core.editor=true'];
const BUSY: Readonly<Record<string, Busy>> = {
  merge: { begin: ['merge', 'other'], end: [...EDITOR, 'merge', '--continue'] },
  rebase: { begin: ['rebase', 'other'], end: [...EDITOR, 'rebase', '--continue'] },
  'cherry-pick': { begin: ['cherry-pick', 'other'], end: [...EDITOR, 'cherry-pick', '--continue'] },
};

describe('while git is busy everything is recorded, nothing is committed, and sync makes up for it', () => {
  it.each(Object.entries(BUSY))('with a %s', async (name, { begin, end }) => {
    const repository = create();
    const plan = await planShop(repository.root, 'ada');
    diverge(repository);
    expect(() => repository.git(...begin)).toThrow();
    const step = createStep(repository, { isBusy: true });
    repository.write('src/staged.ts', 'new and staged\n');
    repository.git('add', 'src/staged.ts');
    repository.write('notes/untracked.txt', 'untracked\n');
    await walkThrough(repository, plan, step);
    await step(['add', 'Build part g', '--plan', plan.planId], [['.tasks']]);
    await step(
      ['plan', 'Open a second shop', '--subtasks', '-'],
      [['.tasks']],
      '[{"title": "Find a place"}]',
    );
    expect(await refuseOrc(repository.root, ['sync'])).toMatchObject({ code: 'git-busy', exit: 1 });

    repository.write('src/cart.ts', 'both\n');
    repository.git('add', 'src/cart.ts');
    // A rebase does not go on over changes that are not committed, whoever made them.
    if (name === 'rebase') repository.git('stash', '--quiet', '--keep-index', '--', '.tasks');
    repository.git(...end);
    if (name === 'rebase') repository.git('stash', 'pop', '--quiet');
    const head = readHead(repository);
    const { commits } = await askOrc(repository.root, ['sync']);
    expect(listCommitsAfter(repository, head, readHead(repository))).toEqual(
      commits.map(({ oid }: { oid: string }) => oid),
    );
    expect(readOwnStatus(repository)).toBe('?? work/not-named.txt');
    for (const name of ['a', 'b']) {
      const line = `--grep=^Task: ${plan.ids[name]}$`;
      const made = repository.git('log', '-E', line, '--format=%H', `${head}..`);
      expect(repository.filesOf(made)).toEqual([plan.file(name), `work/${name}.txt`]);
    }
  });
});
