/** Laying hooks down beside those of the user, wherever these are, and taking them away again. */
import { execFileSync } from 'node:child_process';
import { lstatSync, readdirSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { askOrc, refuseOrc } from '../helpers/orc.ts';
import { createRepository, type TestRepository } from '../helpers/repository.ts';
import { addHook, closeShops, commit, createShop } from './hooked-shop.ts';

afterEach(closeShops);

describe('a hook that was there before', () => {
  const SCRIPT = '#!/usr/bin/env sh\necho "ran $(basename "$0") in $(dirname "$0"), $# arguments"\nexit 3\n';

  it.each([
    ['by git itself', '.git/hooks'],
    ['in a folder of another tool', '.husky/_'],
  ])('runs under its own name, is obeyed, and comes back as it was: kept %s', async (_name, folder) => {
    const prepare = (repository: TestRepository) => {
      if (folder !== '.git/hooks') repository.git('config', 'core.hooksPath', folder);
    };
    const { repository, root } = await createShop({ prepare, claim: false });
    await askOrc(root, ['init', '--remove-hooks']);
    const path = `${folder}/pre-commit`;
    addHook(repository, path, SCRIPT);
    const before = statSync(join(root, path));
    const { created, notes } = await askOrc(root, ['init', '--hooks']);
    expect(created).toContain(path);
    expect(notes.join('\n')).toContain('Your pre-commit hook runs first');
    expect(repository.read(`${path}.orc-chained`)).toBe(SCRIPT);
    const { code, said } = commit(root, ['--allow-empty', '-m', 'No']);
    expect(code).toBe(1);
    expect(said).toContain(`ran pre-commit in ${folder}, 0 arguments`);
    expect((await askOrc(root, ['init', '--hooks'])).created).toEqual([]);
    expect((await askOrc(root, ['init', '--remove-hooks', '--dry-run'])).removed).toContain(path);
    expect((await askOrc(root, ['init', '--remove-hooks'])).removed).toContain(path);
    expect(repository.read(path)).toBe(SCRIPT);
    const after = statSync(join(root, path));
    expect([after.ino, after.mode, after.mtimeMs]).toEqual([before.ino, before.mode, before.mtimeMs]);
    expect(readdirSync(join(root, folder)).filter((name) => !name.endsWith('.sample'))).toEqual([
      'pre-commit',
    ]);
    expect((await askOrc(root, ['init', '--remove-hooks'])).removed).toEqual([]);
  });

  it('may be a link, or a program that is no shell script', async () => {
    const { repository, root } = await createShop({ claim: false });
    await askOrc(root, ['init', '--remove-hooks']);
    addHook(repository, 'tools/check', `#!${process.execPath}\nprocess.exit(7);\n`);
    symlinkSync('../../tools/check', join(root, '.git/hooks/pre-commit'));
    await askOrc(root, ['init', '--hooks']);
    expect(commit(root, ['--allow-empty', '-m', 'No']).code).toBe(1);
    await askOrc(root, ['init', '--remove-hooks']);
    expect(lstatSync(join(root, '.git/hooks/pre-commit')).isSymbolicLink()).toBe(true);
  });

  it('is not lost when it was put there after ours', async () => {
    const { repository, root } = await createShop({ claim: false });
    const first = addHook(repository, '.git/hooks/pre-commit', '#!/bin/sh\nexit 0\n');
    await askOrc(root, ['init', '--hooks']);
    const second = addHook(repository, '.git/hooks/other', '#!/bin/sh\nexit 1\n');
    execFileSync('mv', ['.git/hooks/other', '.git/hooks/pre-commit'], { cwd: root });
    expect(await refuseOrc(root, ['init', '--hooks'])).toMatchObject({ code: 'hook-in-the-way' });
    await askOrc(root, ['init', '--remove-hooks']);
    expect(repository.read('.git/hooks/pre-commit')).toBe(second);
    expect(repository.read('.git/hooks/pre-commit.orc-chained')).toBe(first);
  });
});

describe('orc init --hooks', () => {
  it('says so when the hooks are tracked', async () => {
    const { repository, root } = await createShop({ claim: false });
    addHook(repository, 'hooks/pre-push', '#!/bin/sh\n');
    repository.git('add', 'hooks');
    repository.git('config', 'core.hooksPath', 'hooks');
    const { notes } = await askOrc(root, ['init', '--hooks', '--dry-run']);
    expect(notes).toEqual([expect.stringContaining('is tracked')]);
    expect(readdirSync(join(root, 'hooks'))).toEqual(['pre-push']);
  });

  it('refuses a folder that other repositories use too', async () => {
    const { repository, root } = await createShop({ claim: false });
    const shared = createRepository();
    repository.git('config', 'core.hooksPath', shared.root);
    expect(await refuseOrc(root, ['init', '--hooks'])).toMatchObject({ code: 'hooks-elsewhere' });
    expect(readdirSync(shared.root)).toEqual(['.git']);
    repository.git('config', 'core.hooksPath', '/dev/null');
    expect(await refuseOrc(root, ['init', '--hooks'])).toMatchObject({ code: 'hooks-elsewhere' });
    shared.cleanup();
  });

  it('keeps a hook of ours that was edited', async () => {
    const { repository, root } = await createShop({ claim: false });
    const path = '.git/hooks/pre-commit';
    const edited = addHook(repository, path, `${repository.read(path)}# mine\n`);
    expect((await askOrc(root, ['init', '--hooks'])).kept).toContain(path);
    expect((await askOrc(root, ['init', '--remove-hooks'])).kept).toEqual([path]);
    expect(repository.read(path)).toBe(edited);
  });

  it('gives the same result to two at once', async () => {
    const { repository, root } = await createShop({ claim: false });
    await askOrc(root, ['init', '--remove-hooks']);
    const script = addHook(repository, '.git/hooks/pre-commit', '#!/bin/sh\nexit 0\n');
    await Promise.all([1, 2, 3].map(() => askOrc(root, ['init', '--hooks'])));
    expect(repository.read('.git/hooks/pre-commit.orc-chained')).toBe(script);
    expect(commit(root, ['--allow-empty', '-m', 'On']).code).toBe(0);
  });

  it('cannot be asked for together with its contrary', async () => {
    const { root } = await createShop({ claim: false });
    expect(await refuseOrc(root, ['init', '--hooks', '--remove-hooks'])).toMatchObject({ code: 'usage' });
  });
});
