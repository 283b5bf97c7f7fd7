import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findPathFault } from '../../src/git/artifact-path.ts';
import { inspectArtifacts } from '../../src/git/artifacts.ts';
import { locateRepository } from '../../src/git/locate-repository.ts';
import type { TestRepository } from '../helpers/repository.ts';
import { create } from './commit-fixture.ts';

const FILES = {
  'src/cart.ts': 'cart\n',
  'src/old.ts': 'old\n',
  'docs/a.md': 'a\n',
  '.gitignore': '*.log\nbuild/\n',
};

const inspect = (repository: TestRepository, ...paths: string[]) =>
  inspectArtifacts(locateRepository(repository.root), paths);

async function checkRefused(
  repository: TestRepository,
  path: string,
  code: string,
  message: RegExp,
): Promise<void> {
  await expect(inspect(repository, 'src/cart.ts', path)).rejects.toMatchObject({
    code,
    data: { problems: [{ path, message: expect.stringMatching(message), hint: expect.any(String) }] },
  });
}

describe('inspectArtifacts', () => {
  it('describes clean, changed, new and deleted files', async () => {
    const repository = create({ files: FILES });
    repository.write('docs/a.md', 'changed\n');
    repository.write('docs/new.md', 'new\n');
    rmSync(join(repository.root, 'src/old.ts'));
    const blob = (path: string) => repository.git('hash-object', path);
    const before = repository.snapshotState();
    expect(await inspect(repository, 'src/cart.ts', 'docs/a.md', 'docs/new.md', 'src/old.ts')).toEqual([
      {
        path: 'src/cart.ts',
        kind: 'file',
        artifact: { path: 'src/cart.ts', blob: blob('src/cart.ts') },
        dirty: false,
        dirtyFiles: [],
      },
      {
        path: 'docs/a.md',
        kind: 'file',
        artifact: { path: 'docs/a.md', blob: blob('docs/a.md') },
        dirty: true,
        dirtyFiles: ['docs/a.md'],
      },
      {
        path: 'docs/new.md',
        kind: 'file',
        artifact: { path: 'docs/new.md', blob: blob('docs/new.md') },
        dirty: true,
        dirtyFiles: ['docs/new.md'],
      },
      {
        path: 'src/old.ts',
        kind: 'deleted',
        artifact: { path: 'src/old.ts', deleted: true },
        dirty: true,
        dirtyFiles: ['src/old.ts'],
      },
    ]);
    expect(repository.snapshotState()).toEqual(before);
  });

  it('knows a deletion that is committed already', async () => {
    const repository = create({ files: FILES });
    repository.git('rm', '--quiet', 'src/old.ts');
    repository.git('commit', '--quiet', '--message=drop');
    expect(await inspect(repository, 'src/old.ts')).toMatchObject([
      { kind: 'deleted', dirty: false, dirtyFiles: [] },
    ]);
  });

  it('describes folders: clean, with changes, and deleted', async () => {
    const repository = create({ files: FILES });
    repository.write('src/cart.ts', 'changed\n');
    repository.write('src/deep/new.ts', 'new\n');
    repository.write('src/trace.log', 'ignored\n');
    const tree = repository.git('rev-parse', 'HEAD:docs');
    expect(await inspect(repository, 'src/', 'docs')).toEqual([
      {
        path: 'src/',
        kind: 'directory',
        artifact: null,
        dirty: true,
        dirtyFiles: ['src/cart.ts', 'src/deep/new.ts'],
      },
      { path: 'docs/', kind: 'directory', artifact: { path: 'docs/', tree }, dirty: false, dirtyFiles: [] },
    ]);
    rmSync(join(repository.root, 'docs'), { recursive: true });
    expect(await inspect(repository, 'docs/')).toMatchObject([
      { path: 'docs/', kind: 'deleted', dirty: true, dirtyFiles: ['docs/a.md'] },
    ]);
  });

  it('normalises what callers write, and drops repetitions', async () => {
    const repository = create({ files: FILES });
    symlinkSync(repository.root, `${repository.root}-alias`);
    const given = [
      './src//cart.ts',
      'src/./cart.ts',
      join(repository.root, 'src/cart.ts'),
      `${repository.root}-alias/src/cart.ts`,
    ];
    expect((await inspect(repository, ...given)).map(({ path }) => path)).toEqual(['src/cart.ts']);
    rmSync(`${repository.root}-alias`);
  });

  it('records links as links, and sees a changed mode', async () => {
    const repository = create({ files: FILES });
    symlinkSync('/etc/passwd', join(repository.root, 'link'));
    chmodSync(join(repository.root, 'src/cart.ts'), 0o755);
    const [link, file] = await inspect(repository, 'link', 'src/cart.ts');
    const target = execFileSync('git', ['hash-object', '--stdin'], {
      cwd: repository.root,
      input: '/etc/passwd',
    });
    expect(link?.artifact).toEqual({ path: 'link', blob: target.toString('utf8').trim() });
    expect(file?.dirty).toBe(true);
  });

  it('gives the blob that a commit will hold, end-of-line rules applied', async () => {
    const repository = create({ files: { ...FILES, 'kept.txt': 'a\r\n' } });
    repository.git('config', 'core.autocrlf', 'true');
    repository.write('kept.txt', 'b\r\n');
    repository.write('fresh.txt', 'b\r\n');
    const blobs = (await inspect(repository, 'kept.txt', 'fresh.txt')).map(({ artifact }) => artifact);
    repository.git('add', 'kept.txt', 'fresh.txt');
    expect(blobs).toEqual(
      ['kept.txt', 'fresh.txt'].map((path) => ({ path, blob: repository.git('rev-parse', `:${path}`) })),
    );
    expect(blobs[0]).not.toEqual(
      expect.objectContaining({ blob: repository.git('rev-parse', ':fresh.txt') }),
    );
  });

  it('works on an unborn branch and in a SHA-256 repository', async () => {
    const repository = create({ objectFormat: 'sha256' });
    repository.write('a.txt', 'a\n');
    const blob = repository.git('hash-object', 'a.txt');
    expect(blob).toHaveLength(64);
    expect(await inspect(repository, 'a.txt')).toMatchObject([
      { dirty: true, artifact: { path: 'a.txt', blob } },
    ]);
  });

  it('takes names with spaces, line feeds, globs and other scripts', async () => {
    const repository = create({ files: FILES });
    const names = ['a b.txt', 'line\nfeed', '*.ts', '日本/räk.txt', '-f'];
    for (const name of names) repository.write(name, name);
    expect((await inspect(repository, ...names)).map(({ dirtyFiles }) => dirtyFiles)).toEqual(
      names.map((name) => [name]),
    );
  });

  it('refuses what is missing, ignored, empty, special, or a plan file', async () => {
    const repository = create({ files: FILES });
    repository.write('trace.log', 'x');
    repository.write('build/out.js', 'x');
    repository.write('.tasks/p/t.md', 'x');
    mkdirSync(join(repository.root, 'empty'));
    execFileSync('mkfifo', [join(repository.root, 'pipe')]);
    await checkRefused(repository, 'src/crat.ts', 'artifact-invalid', /does not exist/);
    await checkRefused(repository, 'trace.log', 'artifact-invalid', /ignored by \.gitignore:1: \*\.log/);
    await checkRefused(repository, 'build/out.js', 'artifact-invalid', /ignored by \.gitignore:2: build\//);
    await checkRefused(repository, './empty', 'artifact-invalid', /no file/);
    await checkRefused(repository, 'pipe', 'artifact-invalid', /neither/);
    await checkRefused(repository, '.tasks/p/t.md', 'artifact-invalid', /plan file/);
  });

  it('accepts an ignored file that git tracks all the same', async () => {
    const repository = create({ files: FILES });
    repository.write('kept.log', 'x');
    repository.git('add', '--force', 'kept.log');
    expect(await inspect(repository, 'kept.log')).toMatchObject([{ kind: 'file', dirty: true }]);
  });

  it('refuses paths through links and into other repositories', async () => {
    const repository = create({ files: FILES });
    const other = create({ files: { 'lib.c': 'x' } });
    repository.git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', other.root, 'lib');
    symlinkSync('/etc', join(repository.root, 'out'));
    symlinkSync('src', join(repository.root, 'alias'));
    await checkRefused(repository, 'out/passwd', 'unsafe-path', /symbolic link out/);
    await checkRefused(repository, 'alias/cart.ts', 'unsafe-path', /symbolic link alias/);
    await checkRefused(repository, 'lib/lib.c', 'unsafe-path', /lib, a repository of its own/);
    await checkRefused(repository, 'lib', 'unsafe-path', /repository of its own/);
    await checkRefused(repository, '/etc/passwd', 'unsafe-path', /\.\./);
    await checkRefused(repository, '.', 'unsafe-path', /no file below/);
  });

  it('names every bad path at once', async () => {
    const repository = create({ files: FILES });
    const bad = ['../out', '.git/config', 'missing.ts'];
    await expect(inspect(repository, ...bad, 'src/cart.ts')).rejects.toMatchObject({
      code: 'unsafe-path',
      data: { problems: bad.map((path) => expect.objectContaining({ path })) },
    });
  });
});

describe('findPathFault', () => {
  const refused = [
    ...['', '/etc/passwd', '..', 'a/../b', 'a//b', './a', 'a\\b', 'C:/x', 'a\0b', 'file:stream'],
    ...[
      '.git',
      '.git/config',
      '.GIT/config',
      'a/.Git',
      '.git./x',
      '.git /x',
      '.git. . /x',
      'git~1/x',
      'GIT~2',
    ],
    ...['.g\u200cit/config', '.git\ufeff', '\u202e.git', '.git::$INDEX_ALLOCATION/x'],
    ...['con', 'a/NUL.txt', 'aux.c', 'COM1', 'lpt9.log', 'com\u00b9', 'prn .txt'],
  ];
  for (const path of refused)
    it(`refuses ${JSON.stringify(path)}`, () => expect(findPathFault(path)).not.toBeNull());
  const accepted = [
    'a',
    '.github/x',
    '.gitignore',
    'git',
    'git~',
    'a b',
    'console.ts',
    'com10',
    '...',
    'é/日本',
    '.tasks/a',
  ];
  for (const path of accepted)
    it(`accepts ${JSON.stringify(path)}`, () => expect(findPathFault(path)).toBeNull());
});
