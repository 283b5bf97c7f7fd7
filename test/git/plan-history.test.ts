import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import type { PlanCommit, PlanHistoryQuery } from '../../src/app/ports.ts';
import { locateRepository } from '../../src/git/locate-repository.ts';
import { openPlanHistory } from '../../src/git/plan-history.ts';
import { createRepository, openRepository, type TestRepository } from '../helpers/repository.ts';

const PAINT = '.tasks/shop/paint.md';
const BOOKS = '.tasks/shop/books.md';

const repositories: TestRepository[] = [];
afterEach(() => {
  for (const repository of repositories.splice(0)) repository.cleanup();
});

function create(options: Parameters<typeof createRepository>[0] = {}): TestRepository {
  const repository = createRepository({ files: { [PAINT]: lines('paint') }, ...options });
  repositories.push(repository);
  return repository;
}

/** Enough of them that a changed one leaves the file recognisable. */
function lines(first: string): string {
  return `${[first, 'two', 'three', 'four', 'five', 'six'].join('\n')}\n`;
}

function commit(repository: TestRepository, message: string): void {
  repository.git('add', '--all');
  repository.git('commit', '--quiet', `--message=${message}`);
}

async function read(root: string, query: Partial<PlanHistoryQuery> = {}): Promise<PlanCommit[]> {
  const history = openPlanHistory(locateRepository(root));
  try {
    const commits: PlanCommit[] = [];
    const tip = openRepository(root).git('rev-parse', 'HEAD');
    for await (const one of history.readCommits({ tip, since: null, after: null, ...query }))
      commits.push(one);
    return commits;
  } finally {
    history.close();
  }
}

/** Each commit as its subject and, for each file, the paths before and after. */
function summarize(commits: readonly PlanCommit[]) {
  return commits.map(({ subject, files }) => [
    subject,
    ...files.map(({ before, after }) => [...before.map((one) => one?.path ?? null), after?.path ?? null]),
  ]);
}

describe('the history of the plans', () => {
  it('tells newest first what is created, changed, renamed and removed, and nothing of other files', async () => {
    const shop = create();
    shop.write(BOOKS, lines('books'));
    commit(shop, 'books');
    shop.write('src/door.js', 'green\n');
    commit(shop, 'work');
    shop.git('mv', PAINT, '.tasks/shop/paint the "door".md');
    commit(shop, 'rename');
    shop.git('rm', '--quiet', BOOKS);
    commit(shop, 'remove');
    expect(summarize(await read(shop.root))).toEqual([
      ['remove', [BOOKS, null]],
      ['rename', [PAINT, '.tasks/shop/paint the "door".md']],
      ['books', [null, BOOKS]],
      ['base', [null, PAINT]],
    ]);
  });

  it('says who committed, when and on top of what, in SHA-256 repositories too', async () => {
    const shop = create({ objectFormat: 'sha256' });
    shop.write(PAINT, lines('red'));
    commit(shop, 'paint it red');
    const [newest, oldest] = await read(shop.root);
    expect(newest).toEqual({
      oid: shop.git('rev-parse', 'HEAD'),
      parents: [oldest?.oid],
      author: 'Ada Lovelace',
      at: shop.git('log', '-1', '--format=%cI'),
      subject: 'paint it red',
      files: [
        {
          before: [{ path: PAINT, blob: shop.git('rev-parse', `HEAD~:${PAINT}`) }],
          after: { path: PAINT, blob: shop.git('rev-parse', `HEAD:${PAINT}`) },
        },
      ],
    });
  });

  it('tells of a merge only files that differ from all of its parents', async () => {
    const shop = create();
    shop.git('switch', '--quiet', '--create', 'side');
    shop.git('mv', PAINT, '.tasks/shop/door.md');
    shop.write(BOOKS, lines('side'));
    commit(shop, 'side');
    shop.git('switch', '--quiet', 'main');
    shop.write(PAINT, lines('paint').replace('six', '6'));
    commit(shop, 'main');
    shop.git('merge', '--quiet', '--no-ff', '--message=merge', 'side');
    const door = '.tasks/shop/door.md';
    const [merge, ...rest] = summarize(await read(shop.root));
    expect(merge).toEqual(['merge', [PAINT, door, door]]);
    expect(rest.map(([subject]) => subject).sort()).toEqual(['base', 'main', 'side']);
  });

  it('follows the folder to where it lay before', async () => {
    const shop = create({ files: { 'old/place/.tasks/shop/paint.md': lines('paint') } });
    shop.write('old/place/.tasks/shop/paint.md', lines('red'));
    commit(shop, 'red');
    shop.git('mv', 'old/place/.tasks', '.tasks');
    commit(shop, 'move');
    shop.write(PAINT, lines('green'));
    commit(shop, 'green');
    expect(summarize(await read(shop.root))).toEqual([
      ['green', [PAINT, PAINT]],
      ['move', ['old/place/.tasks/shop/paint.md', PAINT]],
      ['red', ['old/place/.tasks/shop/paint.md', 'old/place/.tasks/shop/paint.md']],
      ['base', [null, 'old/place/.tasks/shop/paint.md']],
    ]);
  });

  it('passes over files above and below the folders of the plans', async () => {
    const shop = create({
      files: { '.tasks/stray.md': 'a\n', '.tasks/shop/notes/deep.md': 'b\n', [PAINT]: 'c\n' },
    });
    shop.git('mv', '.tasks/shop/notes/deep.md', BOOKS);
    commit(shop, 'up');
    expect(summarize(await read(shop.root))).toEqual([
      ['up', [null, BOOKS]],
      ['base', [null, PAINT]],
    ]);
  });

  it('leaves out what a commit contains, and what is older than a moment', async () => {
    const shop = create();
    const base = shop.git('rev-parse', 'HEAD');
    shop.write(PAINT, lines('red'));
    commit(shop, 'red');
    expect(summarize(await read(shop.root, { after: base }))).toEqual([['red', [PAINT, PAINT]]]);
    expect(await read(shop.root, { since: '2100-01-01T00:00:00.000Z' })).toEqual([]);
    expect(await read(shop.root, { since: '1990-01-01T00:00:00.000Z' })).toHaveLength(2);
  });

  it('is not changed by the configuration of the user', async () => {
    const shop = create();
    shop.git('mv', PAINT, BOOKS);
    commit(shop, 'rename');
    const before = await read(shop.root);
    for (const [name, value] of [
      ['diff.renames', 'false'],
      ['log.follow', 'true'],
      ['log.showSignature', 'true'],
      ['log.diffMerges', 'off'],
      ['color.ui', 'always'],
      ['core.quotePath', 'false'],
      ['format.pretty', 'fuller'],
    ] as const) {
      shop.git('config', name, value);
    }
    expect(await read(shop.root)).toEqual(before);
    expect(summarize(before)[0]).toEqual(['rename', [PAINT, BOOKS]]);
  });

  it('fetches nothing in a partial clone', async () => {
    const shop = create();
    shop.write(PAINT, lines('red'));
    commit(shop, 'red');
    shop.git('mv', PAINT, BOOKS);
    shop.write(BOOKS, lines('red').replace('six', '6'));
    commit(shop, 'rename');
    shop.git('config', 'uploadpack.allowFilter', 'true');
    const folder = mkdtempSync(join(tmpdir(), 'orchestrator-test-'));
    try {
      const root = join(folder, 'clone');
      shop.git('clone', '--quiet', '--filter=blob:none', pathToFileURL(shop.root).href, root);
      const commits = await read(root);
      expect(summarize(commits).map(([subject]) => subject)).toEqual(['rename', 'red', 'base']);
      const history = openPlanHistory(locateRepository(root));
      const old = commits[2]?.files[0]?.after?.blob ?? '';
      const here = openRepository(root).git('rev-parse', `HEAD:${BOOKS}`);
      expect([await history.readBlob(old), `${await history.readBlob(here)}`]).toEqual([
        null,
        lines('red').replace('six', '6'),
      ]);
      history.close();
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it('is read no further than asked for', async () => {
    const shop = create();
    const history = openPlanHistory(locateRepository(shop.root));
    const tip = shop.git('rev-parse', 'HEAD');
    for await (const { subject } of history.readCommits({ tip, since: null, after: null })) {
      expect(subject).toBe('base');
      break;
    }
    history.close();
  });

  it('reads contents of any size one after the other, and none for what is no file', async () => {
    const shop = create();
    const large = `${'x'.repeat(300_000)}\n`;
    shop.write('large.txt', large);
    shop.write('empty.txt', '');
    commit(shop, 'more');
    const history = openPlanHistory(locateRepository(shop.root));
    const ask = async (revision: string) => {
      const bytes = await history.readBlob(shop.git('rev-parse', revision));
      return bytes === null ? null : Buffer.from(bytes).toString('utf8');
    };
    expect(await ask('HEAD:large.txt')).toBe(large);
    expect(await ask('HEAD:empty.txt')).toBe('');
    expect(await ask('HEAD^{tree}')).toBeNull();
    expect(await history.readBlob('f'.repeat(40))).toBeNull();
    expect(await ask(`HEAD:${PAINT}`)).toBe(lines('paint'));
    history.close();
  });

  it('fails with what git says when the tip is no commit', async () => {
    const shop = create();
    await expect(read(shop.root, { tip: 'f'.repeat(40) })).rejects.toMatchObject({ code: 'git-failed' });
  });
});
