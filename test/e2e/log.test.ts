/** `orc log` as people and scripts meet it: real histories, with what people do to them. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LogAnswer, LogEntry } from '../../src/app/answers.ts';
import { askOrc, refuseOrc, runOrc } from '../helpers/orc.ts';
import { createRepository, type TestRepository } from '../helpers/repository.ts';

let shop: TestRepository;
let plan: string;
let door: { id: string; path: string };
let books: { id: string; path: string };
beforeEach(async () => {
  shop = createRepository({ files: { 'README.md': '# Shop\n' } });
  const subtasks = JSON.stringify([{ title: 'Paint the door' }, { title: 'Order books' }]);
  const answer = await askOrc(shop.root, ['plan', 'Open a shop', '--subtasks', '-'], { input: subtasks });
  plan = answer.plan_id;
  [door, books] = answer.tasks;
});
afterEach(() => shop.cleanup());

const ask = (...args: string[]): Promise<LogAnswer> => askOrc(shop.root, ['log', ...args]);

/** An entry as what it is about, and its changes as `[field, from, to]`. */
const brief = ({ task, changes }: LogEntry) => [
  task,
  ...changes.map(({ field, from, to }) => [field, from, to]),
];

function edit(path: string, from: string | RegExp, to: string): void {
  shop.write(path, shop.read(path).replace(from, to));
}

function commit(message: string): string {
  shop.git('add', '--all');
  shop.git('commit', '--quiet', `--message=${message}`);
  return shop.git('rev-parse', 'HEAD');
}

describe('orc log', () => {
  it('tells who changed which field from what to what', async () => {
    edit(door.path, 'status: pending', 'status: blocked\nreason: no paint\npriority: low');
    const oid = commit('wait for paint');
    const { entries } = await ask('paint');
    expect(entries[0]).toEqual({
      commit: oid,
      at: shop.git('log', '-1', '--format=%cI'),
      author: 'Ada Lovelace',
      subject: 'wait for paint',
      task: door.id,
      plan,
      path: door.path,
      title: 'Paint the door',
      unread: null,
      changes: [
        { field: 'status', from: 'pending', to: 'blocked' },
        { field: 'priority', from: null, to: 'low' },
        { field: 'reason', from: null, to: 'no paint' },
      ],
    });
    expect(entries[1]?.changes.slice(0, 3)).toEqual([
      { field: 'file', from: null, to: door.path },
      { field: 'id', from: null, to: door.id },
      { field: 'title', from: null, to: 'Paint the door' },
    ]);
    expect(entries).toHaveLength(2);
  });

  it('says all of a plan or of everything, commit by commit, and who works on it now', async () => {
    await askOrc(shop.root, ['execute', door.id]);
    await askOrc(shop.root, ['update', books.id, '--note', 'Ask the *vendor*']);
    const clean = (text: string) =>
      text
        .replace(/\d{4}-\d\d-\d\d( \d\d:\d\d|T[\d:.]+Z)?/g, 'DAY')
        .replace(/ on \S+ since/, ' on HOST since')
        .replace(/\b[0-9a-f]{12}\b/g, 'c0ffee')
        .replace(/-[0-9a-hjkmnp-tv-z]{6}\b/g, '-xxxxxx');
    const text = async (...args: string[]) => clean((await runOrc(shop.root, ['log', ...args])).stdout);
    expect(await text()).toMatchInlineSnapshot(`
      "paint-the-door-xxxxxx  claimed by Ada Lovelace on HOST since DAY

      c0ffee  DAY  Ada Lovelace  task(order-books): update Order books
        order-books-xxxxxx  Order books
          notes       + DAY: Ask the *vendor*

      c0ffee  DAY  Ada Lovelace  plan(open-a-shop): Open a shop
        order-books-xxxxxx  Order books  created
        paint-the-door-xxxxxx  Paint the door  created
        open-a-shop-xxxxxx  Open a shop  created
      "
    `);
    expect(await text(plan, '--format', 'markdown')).toMatchInlineSnapshot(`
      "- \`paint-the-door-xxxxxx\` is claimed by Ada Lovelace since DAY
      - \`c0ffee\` DAY, Ada Lovelace: task(order-books): update Order books
        - \`order-books-xxxxxx\` Order books
          - notes: \`+ DAY: Ask the *vendor*\`
      - \`c0ffee\` DAY, Ada Lovelace: plan(open-a-shop): Open a shop
        - \`order-books-xxxxxx\` Order books (created)
        - \`paint-the-door-xxxxxx\` Paint the door (created)
        - \`open-a-shop-xxxxxx\` Open a shop (created)
      "
    `);
    expect(await text(plan)).toBe(await text());
    expect((await ask(books.id)).claims).toEqual([]);
    expect((await ask(plan)).claims.map(({ task }) => task)).toEqual([door.id]);
  });

  it('shows the net changes of every task in a squash merge with a title only', async () => {
    shop.git('switch', '--quiet', '--create', 'work');
    shop.write('door.txt', 'green\n');
    await askOrc(shop.root, ['complete', door.id, '--summary', 'Green.', '--artifact', 'door.txt']);
    await askOrc(shop.root, ['update', books.id, '--priority', 'low']);
    await askOrc(shop.root, ['update', books.id, '--priority', 'high']);
    shop.git('switch', '--quiet', 'main');
    shop.git('merge', '--quiet', '--squash', 'work');
    const squash = commit('Paint the door (#1)');
    const { entries } = await ask('--limit', '2');
    expect(entries.map((entry) => [entry.commit, entry.task]).sort()).toEqual(
      [
        [squash, books.id],
        [squash, door.id],
      ].sort(),
    );
    const changesOf = (id: string) => entries.find(({ task }) => task === id)?.changes ?? [];
    expect(changesOf(books.id)).toEqual([{ field: 'priority', from: null, to: 'high' }]);
    expect(changesOf(door.id)).toEqual(
      expect.arrayContaining([
        { field: 'status', from: 'pending', to: 'completed' },
        { field: 'result', from: null, to: 'Green.' },
      ]),
    );
  });

  it('tells of a merge nothing that a side has told, and what the merge did itself', async () => {
    shop.git('switch', '--quiet', '--create', 'side');
    edit(door.path, 'status: pending', 'status: pending\npriority: low');
    commit('low');
    shop.git('switch', '--quiet', 'main');
    edit(door.path, 'status: pending', 'status: blocked\nreason: no paint');
    commit('blocked');
    shop.git('merge', '--quiet', '--no-commit', '-Xours', 'side');
    edit(door.path, /status: blocked\n(priority: low\n)?/, 'status: blocked\npriority: low\neffort: 1h\n');
    edit(door.path, /(priority: low\n)(effort: 1h\n)((?:.*\n)*?)priority: low\n/, '$1$2$3');
    commit('merge');
    const { entries } = await ask(door.id);
    expect(entries.map(({ subject }) => subject)).toHaveLength(4);
    expect(brief(entries[0] as LogEntry)).toEqual([door.id, ['effort', null, '1h']]);
    expect(entries.filter(({ changes }) => changes.some(({ field }) => field === 'priority'))).toHaveLength(
      1,
    );
  });

  it('follows a task into another plan and through a corrected id, and a plan through a new name', async () => {
    const other = (
      await askOrc(shop.root, ['plan', 'Sell', '--subtasks', '-'], { input: '[{"title":"Sell"}]' })
    ).plan_id;
    const moved = `.tasks/${other}/${door.id}.md`;
    shop.git('mv', door.path, moved);
    commit('move');
    shop.git('mv', moved, `.tasks/${other}/paint-a-door-k3f9q2.md`);
    edit(`.tasks/${other}/paint-a-door-k3f9q2.md`, door.id, 'paint-a-door-k3f9q2');
    commit('correct the id');
    expect((await ask('paint-a-door')).entries.map(brief)).toEqual([
      [
        'paint-a-door-k3f9q2',
        ['file', moved, `.tasks/${other}/paint-a-door-k3f9q2.md`],
        ['id', door.id, 'paint-a-door-k3f9q2'],
      ],
      [door.id, ['file', door.path, moved]],
      expect.arrayContaining([door.id, ['file', null, door.path]]),
    ]);
    // The plan that it left tells of the move, and of what it was before.
    expect((await ask(plan)).entries.map(({ task, subject }) => [task, subject])).toContainEqual([
      door.id,
      'move',
    ]);
    shop.git('mv', `.tasks/${plan}`, '.tasks/open-two-shops-k3f9q2');
    edit('.tasks/open-two-shops-k3f9q2/plan.md', plan, 'open-two-shops-k3f9q2');
    commit('rename the plan');
    const { entries } = await ask('open-two');
    expect(entries.at(-1)).toMatchObject({ task: null, plan });
    expect(entries.map(brief)).toContainEqual([
      null,
      ['file', `.tasks/${plan}/plan.md`, '.tasks/open-two-shops-k3f9q2/plan.md'],
      ['id', plan, 'open-two-shops-k3f9q2'],
    ]);
  });

  it('follows a task that one side of a merge renamed, and the other changed', async () => {
    const renamed = `.tasks/${plan}/paint-a-door-k3f9q2.md`;
    shop.git('switch', '--quiet', '--create', 'side');
    shop.git('mv', door.path, renamed);
    edit(renamed, door.id, 'paint-a-door-k3f9q2');
    shop.git('commit', '--quiet', '--all', '--message=rename');
    shop.git('switch', '--quiet', 'main');
    edit(door.path, /---\n$/, 'priority: low\n---\n');
    commit('low');
    shop.git('merge', '--quiet', '--no-ff', '--message=merge', 'side');
    const { entries } = await ask('paint-a-door');
    expect(entries.map(({ task, subject }) => [task, subject.replace(/^plan.*/, 'plan')]).sort()).toEqual(
      [
        ['paint-a-door-k3f9q2', 'rename'],
        [door.id, 'low'],
        [door.id, 'plan'],
      ].sort(),
    );
  });

  it('does not take a new task of the same form for a removed one', async () => {
    const path = `.tasks/${plan}/buy-lamps-k3f9q2.md`;
    const form = ['Ask three vendors.', 'Compare prices and times.', 'Write the order.'].join('\n\n');
    shop.write(books.path, `${shop.read(books.path)}\n${form}\n`);
    commit('say how');
    shop.write(
      path,
      shop.read(books.path).replace(books.id, 'buy-lamps-k3f9q2').replace('Order books', 'Buy lamps'),
    );
    shop.git('rm', '--quiet', books.path);
    commit('lamps, not books');
    const { entries } = await ask();
    expect(entries.slice(0, 2).map(({ task, changes }) => [task, changes[0]])).toEqual([
      ['buy-lamps-k3f9q2', { field: 'file', from: null, to: path }],
      [books.id, { field: 'file', from: books.path, to: null }],
    ]);
    expect(shop.git('show', '--format=', '--name-status', '-M60%')).toMatch(/^R/);
    expect((await ask('buy-lamps')).entries).toHaveLength(1);
    expect((await ask(books.id)).entries).toHaveLength(3);
  });

  it('keeps a version that cannot be read as an entry that says so', async () => {
    const good = shop.read(door.path);
    edit(door.path, 'status: pending', '<<<<<<< ours\nstatus: pending');
    commit('break it');
    edit(door.path, 'title:', 'title :');
    commit('break it more');
    shop.write(door.path, good);
    commit('mend it');
    const { entries } = await ask(door.id);
    expect(entries.map(({ subject, unread, changes }) => [subject, unread, changes])).toEqual([
      ['mend it', 'unreadable', [{ field: 'readable', from: false, to: true }]],
      ['break it more', 'unreadable', []],
      ['break it', 'unreadable', [{ field: 'readable', from: true, to: false }]],
      [expect.stringMatching(/^plan\(/), null, expect.anything()],
    ]);
    const { code, stdout } = await runOrc(shop.root, ['log', door.id]);
    expect(code).toBe(0);
    expect(stdout.match(/unreadable|can be read again/g)).toEqual([
      'can be read again',
      'unreadable',
      'unreadable',
    ]);
  });

  it('leaves out what changes no value', async () => {
    edit(door.path, 'status: pending', 'status:   pending   # for now');
    commit('layout');
    expect((await ask(door.id)).entries).toHaveLength(1);
  });

  it('says where a shallow clone ends and does not take its end for the beginning', async () => {
    edit(door.path, 'status: pending', 'status: pending\npriority: low');
    commit('low');
    edit(door.path, 'priority: low', 'priority: high');
    commit('high');
    const folder = mkdtempSync(join(tmpdir(), 'orchestrator-test-'));
    try {
      const root = join(folder, 'clone');
      shop.git('clone', '--quiet', '--depth=2', pathToFileURL(shop.root).href, root);
      const { entries, ends_at }: LogAnswer = await askOrc(root, ['log']);
      expect(entries.map(brief)).toEqual([[door.id, ['priority', 'low', 'high']]]);
      expect(ends_at).toEqual([shop.git('rev-parse', 'HEAD~')]);
      expect((await runOrc(root, ['log'])).stdout).toContain('This clone is shallow');
      expect((await askOrc(root, ['log', '--since', '2020-01-01'])).ends_at).toEqual([]);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it('shows as many as asked for, from when asked for', async () => {
    const base = shop.git('rev-parse', 'HEAD');
    edit(door.path, 'status: pending', 'status: pending\npriority: low');
    commit('low');
    const { entries, more } = await ask('--limit', '1');
    expect([entries.map(({ subject }) => subject), more]).toEqual([['low'], true]);
    expect(await ask('--limit', '4')).toMatchObject({ more: false, entries: { length: 4 } });
    expect(await ask('--since', base)).toMatchObject({ more: false, entries: [{ subject: 'low' }] });
    expect((await ask('--since', '2020-01-01')).entries).toHaveLength(4);
    expect((await ask(door.id, '--since', '2099-01-01T08:00Z')).entries).toEqual([]);
    expect(await refuseOrc(shop.root, ['log', '--since', 'yesterday'])).toMatchObject({
      code: 'commit-unknown',
    });
    expect(await refuseOrc(shop.root, ['log', '--since', '2026-13-01'])).toMatchObject({
      code: 'usage',
      exit: 2,
    });
    expect(await refuseOrc(shop.root, ['log', '--format', 'html'])).toMatchObject({ code: 'usage', exit: 2 });
  });

  it('finds a removed task by its whole id, and refuses one that never was', async () => {
    shop.git('rm', '--quiet', books.path);
    commit('no books');
    expect((await ask(books.id)).entries.map(({ subject }) => subject)[0]).toBe('no books');
    expect(await refuseOrc(shop.root, ['log', 'order'])).toMatchObject({ code: 'ref-unknown' });
    expect(await refuseOrc(shop.root, ['log', 'fly-away-k3f9q2'])).toMatchObject({ code: 'ref-unknown' });
  });

  it('has nothing to tell of a repository without commits or without plans', async () => {
    for (const empty of [createRepository(), createRepository({ files: { 'a.txt': 'a\n' } })]) {
      const { stdout } = await runOrc(empty.root, ['log']);
      expect(stdout).toBe('Nothing about plans is in this history.\n');
      expect(await askOrc(empty.root, ['log'])).toMatchObject({ entries: [], more: false, ends_at: [] });
      empty.cleanup();
    }
  });

  it('lets no text of a file or commit reach the terminal as a control sequence', async () => {
    edit(door.path, 'title: Paint the door', 'title: "Paint \\e[31mred\\e]0;x\\a"');
    commit('\u001b[2Jclear');
    for (const format of ['text', 'markdown']) {
      const { stdout } = await runOrc(shop.root, ['log', '--format', format]);
      expect(stdout).not.toMatch(/[\u0000-\u0009\u000b-\u001f]/);
    }
  });
});
