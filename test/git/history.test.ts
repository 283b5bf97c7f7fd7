import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { GitPort } from '../../src/app/ports.ts';
import { createGit } from '../../src/git/git-port.ts';
import { locateRepository } from '../../src/git/locate-repository.ts';
import type { TestRepository } from '../helpers/repository.ts';
import { create } from './commit-fixture.ts';

const TASK = 'cart-bbbbbb';

/** A base commit and a git port on it. */
function open(): { repository: TestRepository; git: GitPort; base: string } {
  const repository = create({ files: { 'src/cart.ts': 'v0\n', 'src/shop.ts': 'v0\n', 'docs/a.md': 'a\n' } });
  return {
    repository,
    git: createGit(locateRepository(repository.root)),
    base: repository.git('rev-parse', 'HEAD'),
  };
}

function commitFile(repository: TestRepository, path: string, message: string): string {
  repository.write(path, `${message}\n`);
  repository.git('add', '--', path);
  repository.git('commit', '--quiet', `--message=${message}`);
  return repository.git('rev-parse', 'HEAD');
}

describe('findTaskCommits', () => {
  it('finds commits by line and by path after the base, oldest first, plan-only ones left out', async () => {
    const { repository, git, base } = open();
    const byPath = commitFile(repository, 'src/cart.ts', 'cart');
    commitFile(repository, 'src/shop.ts', `other\n\nTask: ${TASK}x\nSee Task: ${TASK}`);
    const byLine = commitFile(repository, 'docs/a.md', `docs\n\nTask: ${TASK}\n\nmore text`);
    commitFile(repository, '.tasks/p/t.md', `task(cart): complete\n\nTask: ${TASK}`);
    const query = { task: TASK, base, artifactPaths: ['src/cart.ts'] };
    expect(await git.findTaskCommits(query)).toEqual([byPath, byLine]);
    expect(await git.findTaskCommits({ ...query, artifactPaths: [] })).toEqual([byLine]);
    expect(await git.findTaskCommits({ ...query, base: null })).toEqual([base, byPath, byLine]);
    expect(await git.findTaskCommits({ ...query, base: 'f'.repeat(40) })).toEqual([byLine]);
    expect(await git.findTaskCommits({ ...query, artifactPaths: ['src/'] })).toHaveLength(3);
  });

  it('takes paths literally, and finds deletions and commits behind a merge', async () => {
    const { repository, git, base } = open();
    repository.git('checkout', '--quiet', '-b', 'side');
    const side = commitFile(repository, 'src/cart.ts', 'on the side');
    repository.git('checkout', '--quiet', 'main');
    const shop = commitFile(repository, 'src/shop.ts', 'shop');
    repository.git('merge', '--quiet', '--no-ff', '--message=merge', 'side');
    rmSync(join(repository.root, 'docs/a.md'));
    repository.git('commit', '--quiet', '--all', '--message=drop');
    const find = (...artifactPaths: string[]) => git.findTaskCommits({ task: TASK, base, artifactPaths });
    expect(await find('src/cart.ts')).toContain(side);
    expect(await find('src/cart.ts')).not.toContain(shop);
    expect(await find('docs/a.md')).toEqual([repository.git('rev-parse', 'HEAD')]);
    expect(await find('src/*.ts')).toEqual([]);
  });

  it('gives the same answer whatever the user has configured for log', async () => {
    const { repository, git } = open();
    const settings = {
      'log.showRoot': 'false',
      'log.follow': 'true',
      'log.decorate': 'full',
      'color.ui': 'always',
    };
    const before = await git.findTaskCommits({ task: TASK, base: null, artifactPaths: ['src/cart.ts'] });
    for (const [key, value] of Object.entries(settings)) repository.git('config', key, value);
    expect(before).toHaveLength(1);
    expect(await git.findTaskCommits({ task: TASK, base: null, artifactPaths: ['src/cart.ts'] })).toEqual(
      before,
    );
  });

  it('is empty on an unborn branch', async () => {
    const git = createGit(locateRepository(create({}).root));
    expect(await git.findTaskCommits({ task: TASK, base: null, artifactPaths: ['a'] })).toEqual([]);
    expect(await git.findBranchCommits(null)).toEqual([]);
    expect(await git.findAddingCommit('a')).toBeNull();
    expect(await git.findUncommitted()).toEqual([]);
    await expect(git.resolveCommits(['HEAD'])).rejects.toMatchObject({ code: 'commit-unknown' });
  });
});

describe('a search that ends before a commit', () => {
  it('finds what lies between the base and its parent, and asks nothing where that is nothing', async () => {
    const { repository, git, base } = open();
    repository.git('checkout', '--quiet', '-b', 'task/cart');
    const first = commitFile(repository, 'src/cart.ts', 'cart');
    const made = commitFile(repository, 'src/shop.ts', `shop\n\nTask: ${TASK}\nparent ${base}`);
    const query = { task: TASK, base, before: made, artifactPaths: ['src/'] };
    expect(await git.findTaskCommits(query)).toEqual([first]);
    expect(await git.findTaskCommits({ ...query, base: first })).toEqual([]);
    expect(await git.findTaskCommits({ ...query, base: null })).toEqual([base, first]);
    expect(await git.findTaskCommits({ ...query, base: null, before: base })).toEqual([]);
    expect(await git.findBranchCommits(base, made)).toEqual([first]);
    expect(await git.findBranchCommits(first, made)).toEqual([]);
  });
});

describe('findBranchCommits', () => {
  it('gives what only the task’s own branch has', async () => {
    const { repository, git, base } = open();
    commitFile(repository, 'src/shop.ts', 'on main');
    expect(await git.findBranchCommits(base)).toEqual([]);
    repository.git('checkout', '--quiet', '-b', `task/${TASK}`);
    const first = commitFile(repository, 'src/cart.ts', 'first');
    repository.git('checkout', '--quiet', 'main');
    commitFile(repository, 'src/shop.ts', 'main moves on');
    repository.git('checkout', '--quiet', `task/${TASK}`);
    repository.git('merge', '--quiet', '--message=merge main', 'main');
    const second = commitFile(repository, 'src/cart.ts', 'second');
    commitFile(repository, '.tasks/p/t.md', 'plan only');
    expect(await git.findBranchCommits(base)).toEqual([first, second]);
    expect(await git.findBranchCommits(first)).toEqual([second]);
    expect(await git.findBranchCommits(null)).toEqual([first, second]);
  });
});

describe('resolveCommits', () => {
  it('resolves what a user may write, in order', async () => {
    const { repository, git, base } = open();
    const head = commitFile(repository, 'src/cart.ts', 'cart');
    repository.git('tag', '--annotate', '--message=v1', 'v1', base);
    expect(await git.resolveCommits(['HEAD', 'main~1', base.slice(0, 8), 'v1'])).toEqual([
      head,
      base,
      base,
      base,
    ]);
  });

  it('refuses what is unknown, no commit, an option, or not in this history', async () => {
    const { repository, git } = open();
    repository.git('checkout', '--quiet', '-b', 'side');
    commitFile(repository, 'src/cart.ts', 'side');
    repository.git('checkout', '--quiet', 'main');
    const revisions = ['nope', 'HEAD:src', '--all', '--output=pwned', 'side', '', 'a\nb', 'HEAD..side'];
    await expect(git.resolveCommits(['HEAD', ...revisions])).rejects.toMatchObject({
      code: 'commit-unknown',
      data: { revisions },
    });
    expect(repository.exists('pwned')).toBe(false);
  });
});

describe('questions about single commits', () => {
  it('finds the newest commit that added a file', async () => {
    const { repository, git, base } = open();
    expect(await git.findAddingCommit('src/cart.ts')).toBe(base);
    repository.git('rm', '--quiet', 'src/cart.ts');
    repository.git('commit', '--quiet', '--message=drop');
    const again = commitFile(repository, 'src/cart.ts', 'again');
    commitFile(repository, 'src/cart.ts', 'changed');
    expect(await git.findAddingCommit('src/cart.ts')).toBe(again);
    expect(await git.findAddingCommit('src/none.ts')).toBeNull();
  });

  it('describes commits that HEAD contains, and leaves the others out', async () => {
    const { repository, git, base } = open();
    const head = commitFile(repository, 'src/cart.ts', 'Add: ünï | cart');
    repository.git('checkout', '--quiet', '-b', 'side');
    const side = commitFile(repository, 'src/shop.ts', 'side');
    repository.git('checkout', '--quiet', 'main');
    const described = await git.describeCommits([head, side, base, 'e'.repeat(40), '--all']);
    expect([...described.keys()].sort()).toEqual([head, base].sort());
    const at = expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:]{8}(?:Z|[+-]\d\d:\d\d)$/);
    expect(described.get(head)).toEqual({
      oid: head,
      subject: 'Add: ünï | cart',
      author: 'Ada Lovelace',
      at,
    });
    expect(await git.describeCommits([])).toEqual(new Map());
  });

  it('reads the tree of a folder', async () => {
    const { repository, git, base } = open();
    expect(await git.readTreeOid(base, 'src/')).toBe(repository.git('rev-parse', 'HEAD:src'));
    await expect(git.readTreeOid(base, 'src/cart.ts')).rejects.toMatchObject({ code: 'git-failed' });
    await expect(git.readTreeOid('HEAD', 'src')).rejects.toMatchObject({ code: 'internal' });
  });
});

describe('findUncommitted', () => {
  it('lists plan files that HEAD does not hold as they are, with their text at HEAD', async () => {
    const { repository, git } = open();
    for (const name of ['changed', 'gone', 'same']) commitFile(repository, `.tasks/p/${name}.md`, name);
    repository.write('.tasks/p/changed.md', 'new text\n');
    rmSync(join(repository.root, '.tasks/p/gone.md'));
    repository.write('.tasks/p/new å.md', 'new\n');
    repository.write('.tasks/p/.tmp-1-abcdefabcdef', 'half');
    repository.write('src/cart.ts', 'not a plan\n');
    repository.git('add', '.tasks/p/changed.md');
    expect(await git.findUncommitted()).toEqual([
      { path: '.tasks/p/changed.md', before: 'changed\n', exists: true },
      { path: '.tasks/p/gone.md', before: 'gone\n', exists: false },
      { path: '.tasks/p/new å.md', before: null, exists: true },
    ]);
  });
});

describe('readUserName', () => {
  it('is null without a name', async () => {
    const { repository, git } = open();
    expect(git.readUserName()).toBe('Ada Lovelace');
    repository.git('config', '--unset', 'user.name');
    expect(git.readUserName()).toBeNull();
  });
});
