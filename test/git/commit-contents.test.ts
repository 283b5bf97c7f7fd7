import { chmodSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { BASE, commit, create, expectNoLeftovers, TASK } from './commit-fixture.ts';

describe('commitPaths commits what the work tree holds', () => {
  it('makes the first commit of an unborn branch and leaves staged files staged', async () => {
    const repository = create({});
    repository.write('src/cart.ts', 'staged\n');
    repository.git('add', 'src/cart.ts');
    repository.write(TASK, 'pending\n');
    expect(await commit(repository)).toMatchObject({ committed: true });
    expect(repository.filesOf('HEAD')).toEqual([TASK]);
    expect(repository.git('status', '--porcelain')).toBe('A  src/cart.ts');
    expect(repository.git('rev-list', '--count', 'main')).toBe('1');
  });

  it('replaces another staged version of the same path', async () => {
    const repository = create();
    repository.write(TASK, 'staged\n');
    repository.git('add', TASK);
    repository.write('src/cart.ts', 'staged\n');
    repository.git('add', 'src/cart.ts');
    repository.write(TASK, 'completed\n');
    await commit(repository);
    expect(repository.git('show', `HEAD:${TASK}`)).toBe('completed');
    expect(repository.git('status', '--porcelain')).toBe('M  src/cart.ts');
  });

  it('adds, changes and deletes in one commit, a file in the place of a folder included', async () => {
    const repository = create({ files: { ...BASE, 'docs/a.md': 'a\n' } });
    rmSync(join(repository.root, 'docs'), { recursive: true });
    repository.write('docs', 'now a file\n');
    repository.write('src/cart.ts', 'changed\n');
    await commit(repository, ['docs', 'docs/a.md', 'src/cart.ts']);
    expect(repository.git('show', '--format=', '--name-status', '--no-renames', 'HEAD')).toBe(
      'A\tdocs\nD\tdocs/a.md\nM\tsrc/cart.ts',
    );
    expect(repository.git('status', '--porcelain')).toBe('');
  });

  it('keeps the executable bit and symbolic links', async () => {
    const repository = create();
    repository.write('run.sh', '#!/bin/sh\n');
    chmodSync(join(repository.root, 'run.sh'), 0o755);
    symlinkSync('/etc/hostname', join(repository.root, 'link'));
    await commit(repository, ['run.sh', 'link']);
    const modes = repository
      .git('ls-tree', 'HEAD', 'link', 'run.sh')
      .split('\n')
      .map((line) => line.slice(0, 6));
    expect(modes).toEqual(['120000', '100755']);
    expect(repository.git('cat-file', 'blob', 'HEAD:link')).toBe('/etc/hostname');
  });

  it('applies end-of-line rules and clean filters', async () => {
    const repository = create({ files: { ...BASE, '.gitattributes': '*.md text\n*.up filter=upper\n' } });
    repository.git('config', 'filter.upper.clean', 'tr a-z A-Z');
    repository.write(TASK, 'completed\r\n');
    repository.write('word.up', 'quiet\n');
    await commit(repository, [TASK, 'word.up']);
    expect(repository.git('cat-file', 'blob', `HEAD:${TASK}`)).toBe('completed');
    expect(repository.git('cat-file', 'blob', 'HEAD:word.up')).toBe('QUIET');
    expect(repository.git('status', '--porcelain')).toBe('');
  });

  it('takes names with spaces, line feeds, quotes, globs and other scripts', async () => {
    const repository = create({ files: { ...BASE, 'src/x.ts': 'x\n' } });
    const names = [
      'a b.txt',
      'line\nfeed.txt',
      '"quoted".txt',
      'src/*.ts',
      'räksmörgås/日本.txt',
      '-f',
      '!x',
    ];
    for (const name of names) repository.write(name, `${name}\n`);
    repository.write('src/cart.ts', 'not ours\n');
    await commit(repository, names);
    expect(repository.filesOf('HEAD')).toEqual([...names].sort());
    expect(repository.git('status', '--porcelain')).toBe(' M src/cart.ts');
  });

  it('takes 2,000 paths while the user has staged work', async () => {
    const repository = create();
    repository.write('src/cart.ts', 'staged\n');
    repository.git('add', 'src/cart.ts');
    const names = Array.from(
      { length: 2000 },
      (_, at) => `generated/some-folder-with-a-long-name/file-${at}.txt`,
    );
    for (const name of names) repository.write(name, name);
    await commit(repository, names);
    expect(repository.filesOf('HEAD')).toHaveLength(2000);
    expect(repository.git('status', '--porcelain')).toBe('M  src/cart.ts');
  });

  it('sees a change of the same size made right after the path was staged', async () => {
    const repository = create();
    repository.write('src/shop.ts', 'SHOP\n');
    repository.git('add', 'src/shop.ts');
    repository.write('src/shop.ts', 'POSH\n');
    await commit(repository, ['src/shop.ts']);
    expect(repository.git('show', 'HEAD:src/shop.ts')).toBe('POSH');
  });

  it('says unchanged, and writes nothing, when HEAD holds the contents already', async () => {
    const repository = create();
    const head = repository.git('rev-parse', 'HEAD');
    const before = readFileSync(join(repository.root, '.git/index'));
    expect(await commit(repository)).toMatchObject({ committed: false, reason: 'unchanged' });
    expect(await commit(repository, [])).toMatchObject({ committed: false, reason: 'unchanged' });
    expect(repository.git('rev-parse', 'HEAD')).toBe(head);
    expect(readFileSync(join(repository.root, '.git/index')).equals(before)).toBe(true);
    expectNoLeftovers(repository);
  });

  it('writes the message, the trailers and both reflogs', async () => {
    const repository = create();
    repository.write(TASK, 'completed\n');
    await commit(repository);
    expect(repository.git('log', '-1', '--format=%B')).toBe(
      'task(cart): complete Cart\n\nTask: cart-bbbbbb\n',
    );
    for (const ref of ['HEAD', 'main']) {
      expect(repository.git('reflog', '-1', '--format=%gs', ref)).toBe(
        'commit (orchestrator): task(cart): complete Cart',
      );
    }
  });

  const bad: Record<string, string> = {
    'a folder': 'src',
    'a path outside': '../out',
    'git’s own folder': '.git/config',
  };
  for (const [name, path] of Object.entries(bad)) {
    it(`refuses ${name}`, async () => {
      await expect(commit(create(), [path, TASK])).rejects.toMatchObject({ code: 'unsafe-path' });
    });
  }

  it('refuses a path beyond a symbolic link', async () => {
    const repository = create();
    symlinkSync('src', join(repository.root, 'alias'));
    await expect(commit(repository, ['alias/cart.ts'])).rejects.toMatchObject({ code: 'unsafe-path' });
    expectNoLeftovers(repository);
  });
});
