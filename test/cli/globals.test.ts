import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { askOrc, cleanEnvironment, runOrc } from '../helpers/orc.ts';
import { createRepository, type TestRepository } from '../helpers/repository.ts';

let shop: TestRepository;
let elsewhere: TestRepository;
beforeAll(async () => {
  shop = createRepository({ files: { 'README.md': '# Shop\n' } });
  elsewhere = createRepository();
  const input = '[{"title": "Find a place"}]';
  await askOrc(shop.root, ['plan', 'Open a shop', '--subtasks', '-'], { input });
});
afterAll(() => {
  shop.cleanup();
  elsewhere.cleanup();
});

describe('a global option', () => {
  it('holds before and after the command', async () => {
    for (const args of [
      ['-C', shop.root, '--json', '--actor', 'bob', 'session'],
      ['session', '-C', shop.root, '--json', '--actor', 'bob'],
      ['--json', 'session', '-C', shop.root, '--actor', 'bob'],
    ]) {
      const { code, stdout } = await runOrc(elsewhere.root, args);
      expect(code).toBe(0);
      expect(JSON.parse(stdout)).toMatchObject({ kind: 'session', root: shop.root, actor: 'bob' });
    }
  });

  it('may have a value that is also the name of a command', async () => {
    mkdirSync(join(shop.root, 'list'), { recursive: true });
    expect(await askOrc(shop.root, ['--actor', 'plan', 'session'])).toMatchObject({ actor: 'plan' });
    expect(await askOrc(shop.root, ['-C', 'list', 'session'])).toMatchObject({ root: shop.root });
    expect(await askOrc(shop.root, ['session', '--actor', 'next'])).toMatchObject({ actor: 'next' });
  });

  it('-C takes a folder inside the work tree, relative to where the command runs', async () => {
    mkdirSync(join(shop.root, 'src/deep'), { recursive: true });
    expect((await askOrc(shop.root, ['session', '-C', 'src/deep'])).root).toBe(shop.root);
    expect((await askOrc(join(shop.root, 'src'), ['session'])).root).toBe(shop.root);
  });

  it.each([[['--no-commit', 'update']], [['update', '--no-commit']]])(
    '%s writes the file and commits nothing',
    async (words) => {
      const head = shop.git('rev-parse', 'HEAD');
      const answer = await askOrc(shop.root, [...words, 'find', '--note', words.join(' ')]);
      expect(answer).toMatchObject({ commit: null, committed: false });
      expect(answer.not_committed).toMatch(/^recorded, not committed: /);
      expect(shop.git('rev-parse', 'HEAD')).toBe(head);
      expect(shop.read(answer.task.path)).toContain(words.join(' '));
    },
  );

  it('--quiet prints nothing when it went well, and the error when it did not', async () => {
    for (const args of [
      ['--quiet', 'update', 'find', '--note', 'Quietly'],
      ['status', '--quiet'],
    ]) {
      expect(await runOrc(shop.root, args)).toMatchObject({ code: 0, stdout: '', stderr: '' });
    }
    const { code, stdout, stderr } = await runOrc(shop.root, ['show', 'nothing-here', '--quiet']);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain('[ref-unknown]');
  });
});

describe('the program under its other name', () => {
  it('runs as `git orc`, below the root and by an alias, and commits', () => {
    const bin = join(elsewhere.root, 'bin');
    mkdirSync(bin);
    symlinkSync(inject('orcEntry'), join(bin, 'git-orc'));
    const env = cleanEnvironment({ PATH: `${bin}${delimiter}${process.env.PATH}` });
    const cwd = join(shop.root, 'src/deep');
    mkdirSync(cwd, { recursive: true });
    const git = (...args: string[]) => execFileSync('git', args, { cwd, env, encoding: 'utf8' });
    expect(git('orc', 'status')).toContain('Find a place');
    for (const alias of ['orc update find --json --note', '!git-orc update find --json --note']) {
      const answer = JSON.parse(git('-c', `alias.note=${alias}`, 'note', `By ${alias}`));
      expect(answer).toMatchObject({ committed: true, commit: shop.git('rev-parse', 'HEAD') });
    }
  });
});

describe('the actor', () => {
  const actorOf = async (args: readonly string[], env: Record<string, string | undefined> = {}) =>
    (await askOrc(shop.root, ['session', ...args], { env })).actor;

  it('is the name that git knows, then ORCHESTRATOR_ACTOR, then --actor', async () => {
    expect(await actorOf([])).toBe('Ada Lovelace');
    expect(await actorOf([], { ORCHESTRATOR_ACTOR: 'agent-7' })).toBe('agent-7');
    expect(await actorOf([], { ORCHESTRATOR_ACTOR: '' })).toBe('Ada Lovelace');
    expect(await actorOf(['--actor', 'bob'], { ORCHESTRATOR_ACTOR: 'agent-7' })).toBe('bob');
  });

  it('is who claims, completes and is told to others', async () => {
    await askOrc(shop.root, ['execute', 'find', '--actor', 'bob']);
    const { stderr, code } = await runOrc(shop.root, ['execute', 'find', '--actor', 'eve']);
    expect(code).toBe(3);
    expect(stderr).toContain('claimed by bob');
    const env = { ORCHESTRATOR_ACTOR: 'bob' };
    const { task } = await askOrc(shop.root, ['complete', 'find', '--summary', 'Found'], { env });
    expect(shop.read(task.path)).toMatch(/^completed_by: bob$/m);
  });
});

describe('a configuration', () => {
  it('with `commit: manual` commits nothing until sync', async () => {
    shop.write('.orchestrator/config.yaml', 'commit: manual\n');
    const input = '[{"title": "Look around"}]';
    const made = await askOrc(shop.root, ['plan', 'Take a walk', '--subtasks', '-'], { input });
    expect(made).toMatchObject({ commit: null, committed: false });
    const { commits } = await askOrc(shop.root, ['sync']);
    expect(commits.map(({ subject }: { subject: string }) => subject)).toContain(
      'plan(take-a-walk): Take a walk',
    );
    expect(shop.git('status', '--porcelain', '.tasks')).toBe('');
  });

  it('that cannot be read stops what would write, with its place', async () => {
    shop.write('.orchestrator/config.yaml', 'commit: sometimes\n');
    const { code, stderr } = await runOrc(shop.root, ['update', 'look', '--note', 'Seen']);
    expect(code).toBe(1);
    expect(stderr).toMatch(/\.orchestrator\/config\.yaml:1:\d+.*\[config-invalid\]/s);
    expect(shop.git('status', '--porcelain', '.tasks')).toBe('');
  });
});
