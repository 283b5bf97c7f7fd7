/** The hooks of `orc init --hooks`, as git runs them: task lines, the check of staged files, and never a commit lost. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { askOrc, runOrc } from '../helpers/orc.ts';
import { openRepository, type TestRepository } from '../helpers/repository.ts';
import { addHook, closeShops, commit, createShop } from './hooked-shop.ts';

afterEach(closeShops);

const messageOf = (repository: TestRepository, revision = 'HEAD') =>
  repository.git('log', '-1', '--format=%B', revision).trimEnd();

describe('prepare-commit-msg', () => {
  const cases: readonly (readonly [string, readonly string[], Readonly<Record<string, string>>, string])[] = [
    ['-m', ['-m', 'Green'], {}, 'Green'],
    ['-m with a body', ['-m', 'Green', '-m', '#42'], {}, 'Green\n\n#42'],
    ['-F', ['-F', 'message.txt'], {}, 'From a file'],
    ['--no-verify', ['--no-verify', '-m', 'Green'], {}, 'Green'],
    ['an editor', [], { GIT_EDITOR: 'sed -i 1s/^/Green/' }, 'Green'],
    ['an editor and a diff', ['-v'], { GIT_EDITOR: 'sed -i 1s/^/Green/' }, 'Green'],
    ['an editor and scissors', ['--cleanup=scissors'], { GIT_EDITOR: 'sed -i 1s/^/Green/' }, 'Green'],
    ['--cleanup=verbatim', ['--cleanup=verbatim', '-m', 'Green'], {}, 'Green'],
    ['-m in an editor', ['-e', '-m', 'Green'], { GIT_EDITOR: 'true' }, 'Green'],
    ['a template', ['-t', 'message.txt'], { GIT_EDITOR: 'sed -i 1s/^/Green:/' }, 'Green:From a file'],
    ['a path', ['-m', 'Green', 'door.txt'], {}, 'Green'],
  ];

  it('names plan and task of the claim, however the message comes about', async () => {
    const { repository, root, plan, door } = await createShop();
    repository.write('message.txt', 'From a file\n');
    for (const [name, args, env, expected] of cases) {
      repository.write('door.txt', `${name}\n`);
      repository.git('add', 'door.txt');
      const { code, said } = commit(root, args, env);
      expect({ name, code, said: code === 0 ? '' : said }).toEqual({ name, code: 0, said: '' });
      expect(messageOf(repository), name).toBe(`${expected}\n\nPlan: ${plan}\nTask: ${door.id}`);
    }
    const found = repository.git('log', '-E', `--grep=^Task: ${door.id}$`, '--format=%s', '-n', '99');
    expect(found.split('\n')).toHaveLength(cases.length + 1); // and the commit of the plan
  });

  it('keeps one line through amend, fixup and a rebase', async () => {
    const { repository, root, plan, door } = await createShop();
    commit(root, ['--allow-empty', '-m', 'Green']);
    commit(root, ['--allow-empty', '--amend', '--no-edit']);
    const expected = `Green\n\nPlan: ${plan}\nTask: ${door.id}`;
    expect(messageOf(repository)).toBe(expected);
    commit(root, ['--allow-empty', '--amend', '-m', 'Green']);
    expect(messageOf(repository)).toBe(expected);
    repository.git('rebase', '--quiet', '--force-rebase', 'HEAD~1');
    expect(messageOf(repository)).toBe(expected);
  });

  it('leaves messages alone that name a task, and those that git takes from elsewhere', async () => {
    const { repository, root, sign } = await createShop();
    commit(root, ['--allow-empty', '-m', `Sign\n\nTask: ${sign.id}`]);
    expect(messageOf(repository)).toBe(`Sign\n\nTask: ${sign.id}`);
    repository.git('checkout', '--quiet', '-b', 'other', 'HEAD~2');
    repository.write('other.txt', 'other\n');
    repository.git('add', '.');
    repository.git('-c', 'core.hooksPath=/dev/null', 'commit', '--quiet', '-m', 'Other');
    repository.git('checkout', '--quiet', 'main');
    repository.git('cherry-pick', 'other');
    expect(messageOf(repository)).toBe('Other');
    repository.git('reset', '--quiet', '--hard', 'HEAD~1');
    repository.git('merge', '--quiet', '--no-ff', '-m', 'Merge other', 'other');
    expect(messageOf(repository)).toBe('Merge other');
    repository.git('reset', '--quiet', '--hard', 'HEAD~1');
    repository.git('merge', '--quiet', '--squash', 'other');
    commit(root, ['--no-edit']);
    expect(messageOf(repository)).not.toContain('Task: paint');
  });

  it('lets an editor that is left without a word stop the commit', async () => {
    const { repository, root } = await createShop();
    const head = repository.git('rev-parse', 'HEAD');
    const { code, said } = commit(root, ['--allow-empty'], { GIT_EDITOR: 'true' });
    expect(code).toBe(1);
    expect(said).toContain('empty commit message');
    expect(repository.git('rev-parse', 'HEAD')).toBe(head);
  });

  it('does nothing without a claim, and tells of several', async () => {
    const { repository, root, door, sign } = await createShop({ claim: false });
    expect(commit(root, ['--allow-empty', '-m', 'Alone'])).toMatchObject({ code: 0 });
    expect(messageOf(repository)).toBe('Alone');
    await askOrc(root, ['execute', door.id]);
    await askOrc(root, ['execute', sign.id]);
    const { said } = commit(root, ['--allow-empty', '-m', 'Both']);
    expect(said).toContain('2 tasks are claimed here');
    expect(messageOf(repository)).toBe('Both');
  });

  it('takes the claim of its own work tree', async () => {
    const { repository, door, sign } = await createShop();
    repository.git('worktree', 'add', '--quiet', '-b', 'signs', 'linked tree');
    const linked = openRepository(join(repository.root, 'linked tree'));
    await askOrc(linked.root, ['execute', sign.id]);
    commit(linked.root, ['--allow-empty', '-m', 'Sign']);
    commit(repository.root, ['--allow-empty', '-m', 'Door']);
    expect(messageOf(linked)).toContain(`Task: ${sign.id}`);
    expect(messageOf(repository)).toContain(`Task: ${door.id}`);
  });
});

describe('pre-commit', () => {
  it('stops an error in what is staged, and not one in the work tree', async () => {
    const { repository, root, door, sign } = await createShop();
    const good = repository.read(sign.path);
    const bad = good.replace('status: pending', `status: pending\ndepends_on:\n  - nowhere-000000`);
    repository.write(sign.path, bad);
    repository.git('add', sign.path);
    repository.write(sign.path, good);
    const { code, said } = commit(root, ['-m', 'Depend']);
    expect(code).toBe(1);
    expect(said).toMatch(new RegExp(`^${sign.path}:\\d+:\\d+ error .*nowhere-000000`, 'm'));
    expect(said).toContain('--no-verify');
    expect(repository.git('diff', '--cached', '--name-only')).toBe(sign.path);
    expect(commit(root, ['--no-verify', '-m', 'Depend all the same'])).toMatchObject({ code: 0 });
    repository.write(door.path, '<<<<<<< nothing that can be read\n');
    expect(commit(root, ['-m', 'Mend', sign.path])).toMatchObject({ code: 0 });
    expect(commit(root, ['-a', '-m', 'Break'])).toMatchObject({ code: 1 });
  });

  it('only tells of warnings', async () => {
    const { repository, root, sign } = await createShop();
    repository.write(sign.path, repository.read(sign.path).replace(/specialist: .*/, 'specialist: nobody'));
    repository.git('add', sign.path);
    const { code, said } = commit(root, ['-m', 'Ask nobody']);
    expect({ code, warned: said.includes(' warning ') }).toEqual({ code: 0, warned: true });
  });
});

describe('a commit is never stopped by a failure of ours', () => {
  const fakes: readonly (readonly [string, string])[] = [
    ['crashes', 'exit 1'],
    ['is another one', 'echo "usage: orc file" >&2; exit 2'],
    ['is killed', 'kill -9 $$'],
    ['prints something else', 'echo refused; exit 0'],
  ];
  it.each(fakes)('when the program %s', async (_name, script) => {
    const { repository, root } = await createShop();
    const folder = mkdtempSync(join(tmpdir(), 'orchestrator-test-'));
    addHook(openRepository(folder), 'orc', `#!/bin/sh\n${script}\n`);
    const { code } = commit(root, ['--allow-empty', '-m', 'On'], {
      PATH: `${folder}${delimiter}${process.env.PATH}`,
    });
    expect(code).toBe(0);
    expect(messageOf(repository)).toBe('On');
    rmSync(folder, { recursive: true });
  });

  it('when the program is gone, with a line that says so', async () => {
    const { repository, root } = await createShop();
    const path = '.git/hooks/prepare-commit-msg';
    addHook(repository, path, repository.read(path).replace(/^program=.*$/m, "program='/nowhere/orc.cjs'"));
    const { code, said } = commit(root, ['--allow-empty', '-m', 'On']);
    expect(code).toBe(0);
    expect(said).toContain('orc is not on PATH, so its prepare-commit-msg hook did nothing');
  });

  it('when the claims or the repository cannot be read', async () => {
    const { repository, root } = await createShop();
    const broken = await runOrc('/', ['hook', 'pre-commit']);
    expect(broken).toMatchObject({ code: 0, stdout: '' });
    expect(broken.stderr).toMatch(/^git-orchestrator: .*the commit goes on.*\n$/);
    repository.write('.git/broken-index', 'no index');
    const env = { GIT_INDEX_FILE: '.git/broken-index' };
    const index = await runOrc(root, ['hook', 'pre-commit'], { env });
    expect(index).toMatchObject({ code: 0, stdout: '' });
    expect(index.stderr).toMatch(/^git-orchestrator: .*\n$/);
  });
});

describe('commits of the program itself', () => {
  it.each([
    ['alone', false],
    ['before a hook of the user', true],
  ])('have each line once with the hooks %s', async (_name, chained) => {
    const prepare = (repository: TestRepository) => {
      if (!chained) return;
      const script = '#!/bin/sh\necho "$0 $#" >>ran.txt\n';
      for (const name of ['pre-commit', 'prepare-commit-msg', 'commit-msg']) {
        addHook(repository, `.git/hooks/${name}`, script);
      }
    };
    const { repository, root, plan, door, sign } = await createShop({ prepare });
    repository.write('door.txt', 'green\n');
    await askOrc(root, ['update', sign.id, '--note', 'Brass']);
    expect(messageOf(repository)).toMatch(
      new RegExp(`\\nPlan: ${plan}\\nTask: ${sign.id}\\nTask-Status: pending$`),
    );
    await askOrc(root, ['complete', door.id, '--summary', 'Painted', '--artifact', 'door.txt']);
    for (const revision of ['HEAD', 'HEAD~1']) {
      const lines = messageOf(repository, revision).split('\n');
      expect(lines.filter((line) => line.startsWith('Plan: '))).toEqual([`Plan: ${plan}`]);
      expect(lines.filter((line) => line.startsWith('Task: '))).toEqual([`Task: ${door.id}`]);
    }
    if (chained) expect(repository.read('ran.txt')).toMatch(/\/prepare-commit-msg 2\n/);
    expect(await askOrc(root, ['audit'])).toMatchObject({ lost: 0 });
  });
});

it('starts the program only for staged plan files, and for messages while a task is claimed', async () => {
  const { repository, root, sign } = await createShop({ claim: false });
  if (sign === undefined) throw new Error('a task is missing');
  const folder = mkdtempSync(join(tmpdir(), 'orchestrator-test-'));
  addHook(openRepository(folder), 'orc', `#!/bin/sh\necho "$2" >>'${folder}/calls'\n`);
  const calls = (args: readonly string[]) => {
    writeFileSync(join(folder, 'calls'), '');
    const env = { PATH: `${folder}${delimiter}${process.env.PATH}` };
    expect(commit(root, args, env)).toMatchObject({ code: 0 });
    return readFileSync(join(folder, 'calls'), 'utf8').split('\n').filter(Boolean);
  };
  expect(calls(['--allow-empty', '-m', 'Nothing'])).toEqual([]);
  repository.write(sign.path, `${repository.read(sign.path)}\nBig letters.\n`);
  expect(calls(['--allow-empty', '-m', 'Not staged'])).toEqual([]);
  repository.git('add', sign.path);
  expect(calls(['-m', 'Staged'])).toEqual(['pre-commit']);
  await askOrc(root, ['execute', sign.id]);
  expect(calls(['--allow-empty', '-m', 'Work'])).toEqual(['prepare-commit-msg']);
  rmSync(folder, { recursive: true });
});
