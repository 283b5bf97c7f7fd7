import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkVersionText } from '../../src/git/git-version.ts';
import { locateRepository } from '../../src/git/locate-repository.ts';
import { readHead, readRef } from '../../src/git/refs.ts';
import { openRepository } from '../helpers/repository.ts';
import { create } from './commit-fixture.ts';

describe('locateRepository', () => {
  it('finds the root from any folder below it, through a link too', () => {
    const { root, git } = create();
    const expected = {
      root,
      gitDir: join(root, '.git'),
      commonDir: join(root, '.git'),
      objectFormat: 'sha1',
      refFormat: 'files',
    };
    symlinkSync(join(root, 'src'), join(root, 'alias'));
    for (const folder of ['.', 'src', 'alias', '.tasks/web-shop-aaaaaa']) {
      expect(locateRepository(join(root, folder))).toEqual(expected);
    }
    expect(git('rev-parse', '--show-toplevel')).toBe(root);
  });

  it('tells the directories of a linked worktree and of a submodule', () => {
    const main = create();
    const other = create();
    main.git('worktree', 'add', '--quiet', 'linked');
    main.git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', other.root, 'lib');
    expect(locateRepository(join(main.root, 'linked/src'))).toMatchObject({
      root: join(main.root, 'linked'),
      gitDir: join(main.root, '.git/worktrees/linked'),
      commonDir: join(main.root, '.git'),
    });
    expect(locateRepository(join(main.root, 'lib'))).toMatchObject({
      root: join(main.root, 'lib'),
      gitDir: join(main.root, '.git/modules/lib'),
      commonDir: join(main.root, '.git/modules/lib'),
    });
  });

  it('reads the formats of objects and refs', () => {
    const { root, git } = create({ objectFormat: 'sha256' });
    expect(locateRepository(root).objectFormat).toBe('sha256');
    git('config', 'extensions.refStorage', 'reftable');
    expect(locateRepository(root).refFormat).toBe('reftable');
  });

  it('accepts a worktree of a bare repository, and refuses the bare one', () => {
    const { root, git } = create();
    git('clone', '--quiet', '--bare', root, 'bare.git');
    const bare = openRepository(join(root, 'bare.git'));
    bare.git('worktree', 'add', '--quiet', join(root, 'linked'), 'main');
    expect(locateRepository(join(root, 'linked')).root).toBe(join(root, 'linked'));
    for (const folder of ['bare.git', 'bare.git/refs']) {
      expect(() => locateRepository(join(root, folder))).toThrow(
        expect.objectContaining({ code: 'bare-repository' }),
      );
    }
    git('config', 'core.bare', 'true');
    expect(() => locateRepository(root)).toThrow(expect.objectContaining({ code: 'bare-repository' }));
  });

  it('refuses folders outside, inside .git, missing, and with a broken link to git', () => {
    const outside = mkdtempSync(join(tmpdir(), 'orchestrator-outside-'));
    const { root } = create();
    mkdirSync(join(outside, 'broken'));
    writeFileSync(join(outside, 'broken/.git'), 'gitdir: ../nowhere\n');
    writeFileSync(join(outside, 'file'), '');
    const places = [
      outside,
      `${outside}/missing`,
      `${outside}/broken`,
      `${outside}/file`,
      `${root}/.git/refs`,
    ];
    for (const place of places) {
      expect(() => locateRepository(place)).toThrow(expect.objectContaining({ code: 'not-a-repository' }));
    }
    rmSync(outside, { recursive: true });
  });
});

describe('readHead', () => {
  it('agrees with git on branch, packed branch, detached and unborn HEAD', () => {
    const { root, git } = create();
    const location = locateRepository(root);
    const oid = git('rev-parse', 'HEAD');
    expect(readHead(location)).toEqual({ oid, branch: 'main' });
    git('pack-refs', '--all');
    expect(readHead(location)).toEqual({ oid, branch: 'main' });
    git('checkout', '--quiet', '-b', 'task/cart-bbbbbb');
    expect(readHead(location)).toEqual({ oid, branch: 'task/cart-bbbbbb' });
    git('checkout', '--quiet', '--detach');
    expect(readHead(location)).toEqual({ oid, branch: null });
    git('checkout', '--quiet', '--orphan', 'fresh');
    expect(readHead(location)).toEqual({ oid: null, branch: 'fresh' });
  });

  it('gives the same answers by asking git, as it must for a reftable', () => {
    const { root, git } = create();
    const location = { ...locateRepository(root), refFormat: 'reftable' } as const;
    const oid = git('rev-parse', 'HEAD');
    expect(readHead(location)).toEqual({ oid, branch: 'main' });
    expect(readRef(location, 'refs/heads/main')).toBe(oid);
    expect(readRef(location, 'refs/heads/none')).toBeNull();
    git('checkout', '--quiet', '--orphan', 'fresh');
    expect(readHead(location)).toEqual({ oid: null, branch: 'fresh' });
  });

  it('follows a branch that is a symbolic ref, and survives a circle', () => {
    const { root, git } = create();
    const location = locateRepository(root);
    git('symbolic-ref', 'refs/heads/alias', 'refs/heads/main');
    expect(readRef(location, 'refs/heads/alias')).toBe(git('rev-parse', 'main'));
    writeFileSync(join(root, '.git/refs/heads/loop'), 'ref: refs/heads/loop\n');
    expect(readRef(location, 'refs/heads/loop')).toBeNull();
  });
});

describe('checkVersionText', () => {
  for (const text of [
    'git version 2.39.0',
    'git version 2.51.1 (Apple Git-155)',
    'git version 3.0.0.windows.1',
  ]) {
    it(`accepts ${text}`, () => expect(() => checkVersionText(text)).not.toThrow());
  }
  for (const text of ['git version 2.38.9', 'git version 1.99', 'busybox']) {
    it(`refuses ${text}`, () => {
      expect(() => checkVersionText(text)).toThrow(expect.objectContaining({ code: 'git-too-old' }));
    });
  }
});
