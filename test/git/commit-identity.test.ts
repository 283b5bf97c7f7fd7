import { execFileSync } from 'node:child_process';
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { createGit } from '../../src/git/git-port.ts';
import { locateRepository } from '../../src/git/locate-repository.ts';
import type { TestRepository } from '../helpers/repository.ts';
import { addHook, commit, create, MESSAGE, TASK } from './commit-fixture.ts';

const VARIABLES = [
  'GIT_AUTHOR_NAME',
  'GIT_AUTHOR_DATE',
  'GIT_COMMITTER_EMAIL',
  'GIT_COMMITTER_DATE',
  'TZ',
] as const;
afterEach(() => {
  for (const name of VARIABLES) delete process.env[name];
});

/** Commits the task, and git beside it with the same settings, and expects the same names in both. */
async function checkNames(repository: TestRepository): Promise<string> {
  const names = () => repository.git('log', '-1', '--format=%an <%ae>, %cn <%ce>');
  repository.write(TASK, 'completed\n');
  expect(await commit(repository)).toMatchObject({ committed: true });
  const ours = names();
  repository.git('commit', '--quiet', '--allow-empty', '--message=by git');
  expect(ours).toBe(names());
  return ours;
}

describe('a commit names who made it as git does', () => {
  it('when author and committer are one', async () => {
    const names = await checkNames(create());
    expect(names).toBe('Ada Lovelace <ada@example.org>, Ada Lovelace <ada@example.org>');
  });

  it.each([
    'Zoë Ångström',
    'x',
    "Conan O'Brien",
    'Ada L.',
    '"Ada"',
    ' Ada, Countess ',
    'a<b>c',
    '\u00a0Ada',
    'tab\tinside',
  ])('when its name is %j', async (name) => {
    const repository = create();
    repository.git('config', 'user.name', name);
    repository.git('config', 'user.email', `${name.replace(/[^a-z.]/g, '')}@example.org`);
    await checkNames(repository);
  });

  it.each(['UTC', 'Asia/Kolkata', 'America/St_Johns', 'UTC0', 'XYZ-3:30', 'Etc/GMT+5', ':Europe/Berlin'])(
    'and when, in the zone %s',
    async (zone) => {
      process.env.TZ = zone;
      const repository = create();
      repository.write(TASK, 'completed\n');
      await commit(repository);
      const ours = repository.git('log', '-1', '--format=%ai, %ci').replace(/ \d\d:\d\d:\d\d/g, '');
      repository.git('commit', '--quiet', '--allow-empty', '--message=by git');
      expect(ours).toBe(repository.git('log', '-1', '--format=%ai, %ci').replace(/ \d\d:\d\d:\d\d/g, ''));
    },
  );

  it('when the configuration tells them apart', async () => {
    const repository = create();
    repository.git('config', 'author.name', '  Grace <Hopper>  ');
    repository.git('config', 'committer.email', 'bot@example.org');
    expect(await checkNames(repository)).toBe(
      'Grace Hopper <ada@example.org>, Ada Lovelace <bot@example.org>',
    );
  });

  it('when the environment does', async () => {
    process.env.GIT_AUTHOR_NAME = 'Zoë';
    process.env.GIT_COMMITTER_EMAIL = 'bot@example.org';
    expect(await checkNames(create())).toBe('Zoë <ada@example.org>, Ada Lovelace <bot@example.org>');
  });

  it('with the times that the environment sets', async () => {
    const repository = create();
    process.env.GIT_AUTHOR_DATE = '2020-02-03T04:05:06+0200';
    process.env.GIT_COMMITTER_DATE = '2021-02-03T04:05:06-0330';
    repository.write(TASK, 'completed\n');
    await commit(repository);
    const times = repository.git('log', '-1', '--date=raw', '--format=%ad, %cd');
    expect(times).toBe('1580695506 +0200, 1612337706 -0330');
  });

  it('with the bytes of a name that is not UTF-8', async () => {
    const repository = create();
    const name = Buffer.from('Zo\u00eb', 'latin1');
    appendFileSync(
      join(repository.root, '.git/config'),
      Buffer.concat([Buffer.from('[user]\nname = '), name]),
    );
    repository.write(TASK, 'completed\n');
    await commit(repository);
    const raw = execFileSync('git', ['cat-file', 'commit', 'HEAD'], { cwd: repository.root });
    expect(raw.includes(Buffer.concat([Buffer.from('\nauthor '), name, Buffer.from(' <ada@')]))).toBe(true);
  });
});

describe('one request', () => {
  it('makes every commit at its own time, and asks for names once', async () => {
    const repository = create();
    const git = createGit(locateRepository(repository.root));
    await git.requireCommitReady();
    repository.git('config', 'user.name', 'Somebody Else');
    expect(git.readUserName()).toBe('Ada Lovelace');
    const before = Math.floor(Date.now() / 1000);
    repository.write(TASK, 'completed\n');
    expect(await git.commitPaths({ paths: [TASK], message: MESSAGE })).toMatchObject({ committed: true });
    const [name, seconds] = repository.git('log', '-1', '--format=%cn%n%ct').split('\n');
    expect(name).toBe('Ada Lovelace');
    expect(Number(seconds)).toBeGreaterThanOrEqual(before);
  });

  it('makes no commit whose message a hook has spoiled with a NUL', async () => {
    const repository = create();
    addHook(repository, 'commit-msg', 'printf "half\\0a message" > "$1"');
    repository.write(TASK, 'completed\n');
    await expect(commit(repository)).rejects.toMatchObject({
      code: 'hook-refused',
      data: { hook: 'commit-msg' },
    });
  });
});
