import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { AuditRecord } from '../../src/core/audit/evidence.ts';
import { openAuditHistory } from '../../src/git/audit-history.ts';
import { locateRepository } from '../../src/git/locate-repository.ts';
import type { TestRepository } from '../helpers/repository.ts';
import { create } from './commit-fixture.ts';

const ULID = '01ARZ3NDEKTSV4RRFFQ69G5FAV';
const PATH = '.tasks/shop-aaaaaa/cart-bbbbbb.md';

function open(files: Record<string, string> = { 'src/cart.ts': 'v0\n' }) {
  const repository = create({ files });
  return { repository, history: openAuditHistory(locateRepository(repository.root)) };
}

function commit({ write, git }: TestRepository, path: string, text: string, message = 'work'): string {
  write(path, text);
  git('add', '--all');
  git('commit', '--quiet', '--message', message);
  return git('rev-parse', 'HEAD');
}

function recordOf(fields: Partial<AuditRecord> = {}): AuditRecord {
  return {
    id: 'cart-bbbbbb',
    title: 'Cart',
    planId: 'shop-aaaaaa',
    path: PATH,
    completion: ULID,
    commits: [],
    artifacts: [],
    source: null,
    ...fields,
  };
}

const query = (repository: TestRepository, records: readonly AuditRecord[], isWhole = true) => ({
  records,
  tip: repository.git('rev-parse', 'HEAD'),
  after: null,
  isWhole,
  onProgress: () => undefined,
});

describe('readCommits', () => {
  it('keeps what says something about a record, newest first, and nothing else', async () => {
    const { repository, history } = open();
    const blob = repository.git('rev-parse', 'HEAD:src/cart.ts');
    const base = repository.git('rev-parse', 'HEAD');
    commit(repository, 'src/shop.ts', 'nothing to do with it\n');
    const planned = commit(repository, PATH, 'pending\n');
    const work = commit(repository, 'src/other.ts', 'o\n', 'work\n\nTask: cart-bbbbbb');
    const done = commit(repository, PATH, `done ${ULID} ${blob}\n`, `done\n\nTask-Completion: ${ULID}`);
    const records = [recordOf({ artifacts: [{ path: 'src/cart.ts', blob }] })];
    const found = await history.readCommits(query(repository, records));
    expect(found.map(({ oid }) => oid)).toEqual([done, work, base]);
    expect(found.map(({ oid }) => oid)).not.toContain(planned);
    expect(found[0]).toMatchObject({ completions: [ULID], hasWork: false });
    expect(found[0]?.records).toMatchObject([{ task: 'cart-bbbbbb', names: [blob], isMoved: false }]);
    expect(found[2]?.changes).toEqual([{ path: 'src/cart.ts', oid: blob }]);
  });

  it('does not look into commits that nobody named unless it is whole', async () => {
    const { repository, history } = open();
    const blob = repository.git('rev-parse', 'HEAD:src/cart.ts');
    const named = commit(repository, PATH, `done ${ULID}\n`);
    const records = [recordOf({ artifacts: [{ path: 'src/cart.ts', blob }] })];
    const quick = await history.readCommits(query(repository, records, false));
    expect(quick.map(({ oid }) => oid)).toEqual([named]);
    expect(await history.readCommits(query(repository, records))).toHaveLength(2);
  });

  it('reads what a merge itself brought, and only the commits after another', async () => {
    const { repository, history } = open({ 'a.txt': 'base\n' });
    const { git } = repository;
    git('checkout', '--quiet', '-b', 'side');
    commit(repository, 'a.txt', 'side\n');
    git('checkout', '--quiet', 'main');
    const main = commit(repository, 'a.txt', 'main\n');
    expect(() => git('merge', '--quiet', 'side')).toThrow();
    const merge = commit(repository, 'a.txt', 'both\n');
    const blob = git('rev-parse', 'HEAD:a.txt');
    const records = [recordOf({ artifacts: [{ path: 'a.txt', blob }] })];
    const found = await history.readCommits({ ...query(repository, records), after: main });
    expect(found).toMatchObject([{ oid: merge, changes: [{ path: 'a.txt', oid: blob }] }]);
  });

  it('is not led astray by a replacement or by settings for log', async () => {
    const { repository, history } = open();
    const blob = repository.git('rev-parse', 'HEAD:src/cart.ts');
    const records = [recordOf({ artifacts: [{ path: 'src/cart.ts', blob }] })];
    const before = await history.readCommits(query(repository, records));
    expect(before).toHaveLength(1);
    const other = commit(repository, 'x.txt', 'x\n');
    repository.git('reset', '--quiet', '--hard', 'HEAD~1');
    repository.git('replace', repository.git('rev-parse', 'HEAD'), other);
    const settings = {
      'log.showSignature': 'true',
      'color.ui': 'always',
      'log.showRoot': 'false',
      'diff.relative': 'true',
    };
    for (const [key, value] of Object.entries(settings)) repository.git('config', key, value);
    expect(await history.readCommits(query(repository, records))).toEqual(before);
  });
});

describe('readTip', () => {
  it('gives what lies at recorded paths, and where recorded contents lie', async () => {
    const { repository, history } = open({ 'src/a.ts': 'a\n', 'copy of a.ts': 'a\n', 'src/b.ts': 'b\n' });
    const { git } = repository;
    const [blob, tree, tip] = [
      git('rev-parse', 'HEAD:src/a.ts'),
      git('rev-parse', 'HEAD:src'),
      git('rev-parse', 'HEAD'),
    ];
    const artifacts = [
      { path: 'src/a.ts', blob },
      { path: 'src/', tree },
      { path: 'gone.ts', deleted: true as const },
    ];
    const found = await history.readTip(tip, [recordOf({ artifacts })]);
    expect([...found.held]).toEqual([
      ['src/', tree],
      ['src/a.ts', blob],
    ]);
    expect(found.pathsOf.get(blob)).toEqual(['copy of a.ts', 'src/a.ts']);
  });
});

describe('lookCloser', () => {
  it('finds the same change in another commit, whole folders, and objects that are there', async () => {
    const { repository, history } = open();
    const { git } = repository;
    const gone = commit(repository, 'src/a b.ts', 'a\n');
    const tree = git('rev-parse', 'HEAD:src');
    git('reset', '--quiet', '--hard', 'HEAD~1');
    commit(repository, 'src/main.ts', 'm\n');
    git('cherry-pick', gone);
    const artifacts = [{ path: 'src/', tree }];
    const tip = git('rev-parse', 'HEAD');
    const missing = 'd'.repeat(40);
    const found = await history.lookCloser(tip, [recordOf({ artifacts })], [gone, missing, 'no name']);
    expect([...found.sameChange]).toEqual([[gone, tip]]);
    expect([...found.wholeFolders]).toEqual([tree]);
    expect([...found.objects].sort()).toEqual([gone, tree].sort());
  });

  it('does not call a folder whole of which a file was never here', async () => {
    const { repository, history } = open();
    const { git } = repository;
    commit(repository, 'src/a.ts', 'a\n');
    const tree = git('rev-parse', 'HEAD:src');
    git('reset', '--quiet', '--hard', 'HEAD~1');
    const found = await history.lookCloser(
      git('rev-parse', 'HEAD'),
      [recordOf({ artifacts: [{ path: 'src/', tree }] })],
      [],
    );
    expect([...found.wholeFolders]).toEqual([]);
  });
});

describe('contains', () => {
  it('is false for another branch and for what does not exist', async () => {
    const { repository, history } = open();
    const base = repository.git('rev-parse', 'HEAD');
    const next = commit(repository, 'x.txt', 'x\n');
    expect(await history.contains(next, base)).toBe(true);
    expect(await history.contains(base, next)).toBe(false);
    expect(await history.contains(base, 'f'.repeat(40))).toBe(false);
    rmSync(join(repository.root, '.git/objects', base.slice(0, 2), base.slice(2)));
    expect(await history.contains(next, base)).toBe(false);
  });
});
