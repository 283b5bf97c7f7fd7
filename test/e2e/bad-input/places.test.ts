/** Places and machines on which the program cannot work: it says so and leaves them as they are. */
import {
  chmodSync,
  chownSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { askOrc, type OrcOptions } from '../../helpers/orc.ts';
import { createRepository, type TestRepository } from '../../helpers/repository.ts';
import { checkRefused, readEverything } from './refusal.ts';

const PLAN = ['plan', 'Open a shop', '--subtasks', '-', '--actor', 'ada'];
const INPUT: OrcOptions = { input: '[{"title": "Find a place"}]' };

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

function createFolder(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'orchestrator-test-')));
  folders.push(folder);
  return folder;
}

function createShop(): TestRepository {
  const repository = createRepository({ files: { 'README.md': '# Shop\n' } });
  folders.push(repository.root);
  return repository;
}

/** Commands of every kind: that read, that claim, that write. */
const COMMANDS = [['session'], ['status'], ['init'], PLAN, ['execute'], ['sync']];

describe('a place that is no work tree', () => {
  it('is refused outside every repository', async () => {
    const folder = createFolder();
    for (const args of COMMANDS) await checkRefused({ folder }, args, 'not-a-repository', INPUT);
  });

  it('is refused when the folder does not exist', async () => {
    const folder = createFolder();
    const args = [...PLAN, '-C', join(folder, 'nowhere')];
    expect((await checkRefused({ folder }, args, 'not-a-repository', INPUT)).message).toContain('nowhere');
  });

  it('is refused in a bare repository', async () => {
    const { git } = createShop();
    const folder = createFolder();
    git('clone', '--quiet', '--bare', '.', join(folder, 'shop.git'));
    for (const args of COMMANDS) {
      await checkRefused(
        { folder: join(folder, 'shop.git'), watched: folder },
        args,
        'bare-repository',
        INPUT,
      );
    }
  });

  it('is refused inside git’s own folder', async () => {
    const { root } = createShop();
    await checkRefused({ folder: join(root, '.git'), watched: root }, PLAN, 'not-a-repository', INPUT);
  });
});

/** A PATH on which `git` is a script. */
function fakeGit(script: string): string {
  const folder = createFolder();
  writeFileSync(join(folder, 'git'), `#!/bin/sh\n${script}\n`);
  chmodSync(join(folder, 'git'), 0o755);
  return `${folder}${delimiter}${process.env.PATH}`;
}

/** Commands that write, in a repository that has a task to write about. */
function listWrites(task: string): string[][] {
  return [
    PLAN,
    ['execute', task, '--actor', 'ada'],
    ['complete', task, '--summary', 'Found one', '--actor', 'ada'],
    ['update', task, '--note', 'Near the river', '--actor', 'ada'],
    ['cancel', task, '--reason', 'No money', '--actor', 'ada'],
  ];
}

async function planShop({ root }: TestRepository): Promise<string> {
  return (await askOrc(root, PLAN, INPUT)).tasks[0].id;
}

describe('a machine that is not ready', () => {
  it('is refused without git on it', async () => {
    const repository = createShop();
    const env = { PATH: createFolder() };
    for (const args of listWrites(await planShop(repository))) {
      const error = await checkRefused({ folder: repository.root }, args, 'git-missing', { ...INPUT, env });
      expect(error.hints.join(' ')).toContain('2.39');
    }
  });

  it('is refused with a git that is too old', async () => {
    const repository = createShop();
    const env = {
      PATH: fakeGit(`[ "$1" = version ] && echo 'git version 2.30.0' && exit\nexec ${findGit()} "$@"`),
    };
    for (const args of listWrites(await planShop(repository))) {
      const error = await checkRefused({ folder: repository.root }, args, 'git-too-old', { ...INPUT, env });
      expect(error.message).toContain('2.30.0');
    }
  });

  it('is refused without an identity, before anything is written that could not be committed', async () => {
    const repository = createShop();
    const [plan, , ...writes] = listWrites(await planShop(repository));
    repository.git('config', '--unset', 'user.name');
    repository.git('config', '--unset', 'user.email');
    repository.git('config', 'user.useConfigOnly', 'true');
    for (const args of [plan ?? [], ...writes]) {
      const error = await checkRefused({ folder: repository.root }, args, 'identity-missing', INPUT);
      expect(error.hints.join(' ')).toContain('user.email');
    }
  });

  it('still reads, and claims, without an identity', async () => {
    const repository = createShop();
    const task = await planShop(repository);
    for (const key of ['user.name', 'user.email']) repository.git('config', '--unset', key);
    repository.git('config', 'user.useConfigOnly', 'true');
    expect((await askOrc(repository.root, ['session'])).ready).toHaveLength(1);
    expect((await askOrc(repository.root, ['execute', task])).claim.task).toBe(task);
  });
});

function findGit(): string {
  const folder = (process.env.PATH ?? '').split(delimiter).find((path) => isIn(path, 'git'));
  return join(folder ?? '', 'git');
}

function isIn(folder: string, name: string): boolean {
  try {
    return readdirSync(folder).includes(name);
  } catch {
    return false;
  }
}

describe('a folder that cannot be written', () => {
  /** Root may write everywhere, so for root the command runs as nobody, in a repository that is nobody's. */
  const NOBODY = 65_534;
  const user: OrcOptions = process.getuid?.() === 0 ? { uid: NOBODY } : {};

  function setMode(root: string, mode: number): void {
    const names = readdirSync(join(root, '.tasks')).map((name) => join('.tasks', name));
    for (const folder of ['.', '.tasks', ...names]) chmodSync(join(root, folder), mode);
  }

  function giveAway(root: string): void {
    const paths = readdirSync(root, { recursive: true, encoding: 'utf8' });
    for (const path of ['.', ...paths]) chownSync(join(root, path), NOBODY, NOBODY);
  }

  it('is refused when the work tree is read-only', async () => {
    const repository = createShop();
    const [plan = [], , ...writes] = listWrites(await planShop(repository));
    if (user.uid !== undefined) giveAway(repository.root);
    setMode(repository.root, 0o555);
    for (const args of [plan, ...writes]) {
      await checkRefused({ folder: repository.root }, args, 'read-only', { ...INPUT, ...user });
    }
    setMode(repository.root, 0o755);
  });

  const READS = [['session'], ['status'], ['list'], ['ready'], ['next'], ['show', 'find'], ['claims']];

  it('is read all the same when all of it is read-only, git’s own folder too', async () => {
    const repository = createShop();
    await planShop(repository);
    if (user.uid !== undefined) giveAway(repository.root);
    setMode(repository.root, 0o555);
    chmodSync(join(repository.root, '.git'), 0o555);
    const before = readEverything(repository.root);
    for (const args of READS) {
      expect(await askOrc(repository.root, args, user)).toMatchObject({ problem_count: 0 });
    }
    expect(readEverything(repository.root)).toEqual(before);
    chmodSync(join(repository.root, '.git'), 0o755);
    setMode(repository.root, 0o755);
  });

  it('is refused when .tasks is a file', async () => {
    const { root, write } = createShop();
    write('.tasks', 'somebody else’s\n');
    await checkRefused({ folder: root }, PLAN, 'unsafe-path', INPUT);
  });

  it.each([
    ['a link that leads nowhere', 'nowhere'],
    ['a link out of the repository', '..'],
  ])('is refused when .tasks is %s', async (_name, target) => {
    const { root } = createShop();
    const outside = createFolder();
    symlinkSync(target === '..' ? outside : target, join(root, '.tasks'));
    await checkRefused({ folder: root }, PLAN, 'unsafe-path', INPUT);
    expect(readEverything(outside)).toEqual(new Map());
  });

  it('is refused, but read, when the place of the lock and the cache is taken by a file', async () => {
    const { root } = createShop();
    writeFileSync(join(root, '.git/orchestrator'), 'not a folder');
    for (const args of [['session'], ['status'], ['claims']]) await askOrc(root, args);
    await checkRefused({ folder: root }, PLAN, 'io', INPUT);
  });

  it('reads a .tasks that is a folder of somebody’s other files', async () => {
    const { root } = createShop();
    mkdirSync(join(root, '.tasks'));
    writeFileSync(join(root, '.tasks/tasks.json'), '{}');
    expect(await askOrc(root, ['status'])).toMatchObject({ tasks: [], problem_count: 0 });
  });
});
