/** What an audit says of histories that nobody rewrote, and of clones that have only a part. */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { type AuditShop, cloneShop, commitStep, createAuditShop, verdictsOf } from './audit-shop.ts';

const open: AuditShop[] = [];
afterEach(() => {
  for (const shop of open.splice(0)) shop.cleanup();
});

async function create(...args: Parameters<typeof createAuditShop>) {
  const shop = await createAuditShop(...args);
  open.push(shop);
  const [door = '', books = ''] = shop.tasks;
  return { shop, door, books };
}

function clone(shop: AuditShop, ...options: string[]): AuditShop {
  const copy = cloneShop(shop, join(mkdtempSync(join(tmpdir(), 'orchestrator-test-')), 'copy'), ...options);
  open.push(copy);
  return copy;
}

describe('artifacts', () => {
  it('that were edited, renamed or removed since are changed, in the commit that has them', async () => {
    const { shop, door } = await create();
    await shop.work(door, [
      { 'edited.txt': 'e\n', 'renamed.txt': 'r\n', 'removed.txt': 'x\n', 'kept.txt': 'k\n' },
    ]);
    const work = shop.git('rev-parse', 'HEAD~1');
    shop.git('mv', 'renamed.txt', 'elsewhere.txt');
    commitStep(shop, { 'edited.txt': 'more\n', 'removed.txt': null }, 'Go on');
    const answer = await shop.audit();
    expect(verdictsOf(answer, door)).toEqual({
      record: 'exact',
      commit: 'exact',
      'edited.txt': 'changed',
      'renamed.txt': 'changed',
      'removed.txt': 'changed',
      'kept.txt': 'exact',
    });
    expect(answer.tasks[0]).toMatchObject({ result: 'changed' });
    const found = answer.tasks[0]?.links.map(({ found_in }) => found_in) ?? [];
    expect(new Set(found.slice(1))).toEqual(new Set([work]));
    expect(answer.tasks[0]?.links.map(({ why }) => why).join()).toContain('"elsewhere.txt"');
  });

  it('may be deletions and folders', async () => {
    const { shop, door, books } = await create();
    await shop.work(door, [{ 'old/sign.txt': null, 'lib/a b.ts': 'a\n', 'lib/ü/c.ts': 'c\n' }], {
      artifacts: ['old/sign.txt', 'lib/'],
    });
    expect(verdictsOf(await shop.audit(), door)).toMatchObject({ 'old/sign.txt': 'exact', 'lib/': 'exact' });
    commitStep(shop, { 'lib/ü/c.ts': 'other\n', 'old/sign.txt': 'Back\n' }, 'Go on');
    expect(verdictsOf(await shop.audit(), door)).toMatchObject({
      'old/sign.txt': 'changed',
      'lib/': 'changed',
    });
    expect(verdictsOf(await shop.auditAnew(), books)).toEqual({});
  });

  it('that are folders and were squashed with other changes are found file by file', async () => {
    const { shop, door } = await create();
    shop.git('checkout', '--quiet', '-b', 'work');
    await shop.work(door, [{ 'src/a.ts': 'a\n' }, { 'src/b.ts': 'b\n' }], { artifacts: ['src/'] });
    shop.git('checkout', '--quiet', 'main');
    commitStep(shop, { 'src/main.ts': 'm\n' }, 'Meanwhile');
    shop.git('merge', '--quiet', '--squash', 'work');
    shop.git('commit', '--quiet', '--message=Work (#1)');
    expect(verdictsOf(await shop.audit(), door)).toEqual({
      record: 'squashed',
      commit: 'squashed',
      'src/': 'squashed',
    });
    shop.git('branch', '--quiet', '--delete', '--force', 'work');
    const fresh = clone(shop);
    expect(verdictsOf(await fresh.audit(), door)).toMatchObject({ 'src/': 'unverified' });
  });

  it('of a repository with SHA-256 names are verified alike', async () => {
    const { shop, door } = await create(undefined, { objectFormat: 'sha256' });
    await shop.work(door, [{ 'door.txt': 'green\n' }]);
    expect(await shop.audit()).toMatchObject({ counts: { exact: 1 }, lost: 0 });
    commitStep(shop, { 'door.txt': 'red\n' }, 'Go on');
    expect(verdictsOf(await shop.audit(), door)).toMatchObject({ 'door.txt': 'changed' });
  });

  it('may be named by hand as the commit of a submodule', async () => {
    const { shop, door } = await create();
    await shop.work(door, [{ 'door.txt': 'green\n' }]);
    const inner = shop.git('rev-parse', 'HEAD');
    shop.git('update-index', '--add', '--cacheinfo', `160000,${inner},vendor`);
    const text = shop
      .read(shop.fileOf(door))
      .replace('artifacts:\n', `artifacts:\n  - path: vendor\n    blob: ${inner}\n`);
    shop.write(shop.fileOf(door), text);
    shop.git('add', '.tasks');
    shop.git('commit', '--quiet', '--message=Add a submodule');
    expect(verdictsOf(await shop.audit(), door)).toMatchObject({ vendor: 'exact' });
  });
});

describe('commits', () => {
  it('that were named are exact without a line, whether there are artifacts or not', async () => {
    const { shop, door, books } = await create();
    const helper = commitStep(shop, { 'helper.txt': 'h\n' }, 'Help');
    await shop.work(door, [{ 'door.txt': 'green\n' }], { commits: [helper] });
    await shop.work(books, [], { commits: [helper] });
    expect(await shop.audit()).toMatchObject({ counts: { exact: 2 } });
  });

  it('without a line are found after a rebase by what they change', async () => {
    const { shop, door } = await create();
    shop.git('checkout', '--quiet', '-b', 'work');
    const helper = commitStep(shop, { 'helper.txt': 'h\n' }, 'Help');
    await shop.work(door, [], { commits: [helper] });
    shop.git('checkout', '--quiet', 'main');
    commitStep(shop, { 'main.txt': 'm\n' }, 'Meanwhile');
    shop.git('rebase', '--quiet', 'main', 'work');
    const { tasks } = await shop.audit();
    expect(tasks[0]?.links[1]).toMatchObject({
      kind: 'commit',
      verdict: 'rewritten',
      found_in: shop.git('rev-parse', 'HEAD~1'),
    });
    expect(await shop.audit({ relink: true })).toMatchObject({ counts: { exact: 1 }, relinked: [door] });
    expect(await shop.auditAnew()).toMatchObject({ counts: { exact: 1 } });
  });

  it('of work and record together are exact', async () => {
    const { shop, door } = await create();
    shop.write('door.txt', 'green\n');
    await shop.work(door, [], { artifacts: ['door.txt'], together: true });
    expect(verdictsOf(await shop.audit(), door)).toEqual({ record: 'exact', 'door.txt': 'exact' });
  });
});

describe('a completion', () => {
  it('of nothing is unverified', async () => {
    const { shop, door } = await create();
    await shop.work(door, []);
    expect(await shop.audit()).toMatchObject({ lost: 0, counts: { unverified: 1 } });
  });

  it('that is not committed is unverified, and says what to do', async () => {
    const { shop, door } = await create();
    shop.write('door.txt', 'green\n');
    await shop.work(door, [], { artifacts: ['door.txt'], noCommit: true });
    const { tasks, lost } = await shop.audit();
    expect(lost).toBe(0);
    expect(tasks[0]?.links.map(({ verdict }) => verdict)).toEqual(['unverified', 'unverified']);
    expect(tasks[0]?.links.every(({ why }) => why.includes('`orc sync`'))).toBe(true);
  });

  it('in a file that cannot be read is a problem of the answer', async () => {
    const { shop, door } = await create();
    await shop.work(door, []);
    shop.write(shop.fileOf(door), 'no front matter\n');
    expect(await shop.audit()).toMatchObject({ tasks: [], problem_count: 1 });
  });

  it('on an unborn branch is unverified', async () => {
    const { shop, door } = await create();
    await shop.work(door, []);
    shop.git('checkout', '--quiet', '--orphan', 'empty');
    expect(await shop.audit()).toMatchObject({ counts: { unverified: 1 }, lost: 0 });
  });

  it('of another plan is left out when one plan is asked for', async () => {
    const { shop, door } = await create();
    await shop.work(door, []);
    const plan = shop.fileOf(door).split('/')[1];
    expect((await shop.audit({ plan })).tasks).toHaveLength(1);
    await expect(shop.audit({ plan: 'nothing-like-it' })).rejects.toMatchObject({ code: 'ref-unknown' });
  });
});

describe('a clone', () => {
  it('that is shallow does not call lost what may lie beyond its boundary', async () => {
    const { shop, door, books } = await create();
    await shop.work(door, [{ 'door.txt': 'green\n', 'gone.txt': 'gone\n' }]);
    commitStep(shop, { 'gone.txt': null }, 'Drop');
    await shop.work(books, [{ 'books.txt': 'ordered\n' }]);
    const shallow = clone(shop, '--depth=3');
    const answer = await shallow.audit();
    expect(answer.lost).toBe(0);
    expect(verdictsOf(answer, books)).toEqual({ record: 'exact', commit: 'exact', 'books.txt': 'exact' });
    expect(verdictsOf(answer, door)).toEqual({
      record: 'unverified',
      commit: 'unverified',
      'door.txt': 'exact',
      'gone.txt': 'unverified',
    });
    expect(answer.tasks.flatMap(({ links }) => links.map(({ why }) => why)).join()).toContain('shallow');
    shallow.git('fetch', '--quiet', '--unshallow');
    expect(verdictsOf(await shallow.audit(), door)).toMatchObject({ record: 'exact', 'gone.txt': 'changed' });
  });

  it('that is partial is not completed by an audit', async () => {
    const { shop, door } = await create();
    shop.git('config', 'uploadpack.allowFilter', 'true');
    await shop.work(door, [{ 'door.txt': 'green\n' }]);
    commitStep(shop, { 'door.txt': 'red\n' }, 'Go on');
    const partial = clone(shop, '--filter=blob:none');
    const missing = () =>
      partial.git('rev-list', '--objects', '--missing=print', 'HEAD').match(/^\?/gm)?.length;
    const before = missing();
    expect(before).toBeGreaterThan(0);
    const answer = await partial.audit();
    expect(answer.lost).toBe(0);
    expect(verdictsOf(answer, door)).toMatchObject({ commit: 'exact', 'door.txt': 'changed' });
    expect(missing()).toBe(before);
  });
});
