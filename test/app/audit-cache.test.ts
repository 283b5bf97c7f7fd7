/** What an audit keeps, and what it writes. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { auditCompletions } from '../../src/app/audit-completions.ts';
import { completeTask } from '../../src/app/complete-task.ts';
import { openWorkspace } from '../../src/workspace.ts';
import { type AuditShop, commitStep, createAuditShop, verdictsOf } from './audit-shop.ts';

const open: AuditShop[] = [];
afterEach(() => {
  for (const shop of open.splice(0)) shop.cleanup();
});

async function create() {
  const shop = await createAuditShop();
  open.push(shop);
  const [door = '', books = ''] = shop.tasks;
  return { shop, door, books };
}

describe('what is kept', () => {
  const cacheOf = (shop: AuditShop) => join(shop.root, '.git/orchestrator/audit');

  it('answers as a new audit would while history grows, and after it was rewritten', async () => {
    const { shop, door, books } = await create();
    await shop.work(door, [{ 'door.txt': 'green\n' }]);
    const seen = [await shop.audit()];
    commitStep(shop, { 'other.txt': 'o\n' }, 'Go on');
    seen.push(await shop.audit());
    await shop.work(books, [{ 'books.txt': 'ordered\n' }]);
    seen.push(await shop.audit());
    commitStep(shop, { 'door.txt': 'red\n' }, 'Go on');
    const last = await shop.audit();
    expect(last).toEqual(await shop.auditAnew());
    expect(new Set([...seen, last].map((answer) => JSON.stringify(answer.counts))).size).toBe(3);
    shop.git('reset', '--quiet', '--hard', 'HEAD~3');
    const before = await shop.audit();
    expect(before).toEqual(await shop.auditAnew());
    expect(before).toEqual(seen[1]);
  });

  it('is not believed when it is damaged or of another version', async () => {
    const { shop, door } = await create();
    await shop.work(door, [{ 'door.txt': 'green\n' }]);
    const answer = await shop.audit();
    const kept = readFileSync(cacheOf(shop), 'utf8');
    expect(kept).toContain('"exact"');
    const damaged = [
      kept.replaceAll('"exact"', '"lost"'),
      kept.slice(0, kept.indexOf('"exact"')),
      kept.replace('audit 1', 'audit 0'),
      '',
    ];
    for (const text of damaged) {
      expect(text).not.toBe(kept);
      writeFileSync(cacheOf(shop), text);
      expect(await shop.audit()).toEqual(answer);
    }
  });

  it('is what answers when nothing changed', async () => {
    const { shop, door } = await create();
    await shop.work(door, [{ 'door.txt': 'green\n' }]);
    const answer = await shop.audit();
    expect(existsSync(cacheOf(shop))).toBe(true);
    const ports = await openWorkspace({ directory: shop.root });
    const { cache } = await ports.openAudit();
    const history = new Proxy(
      { readBoundary: () => [] },
      {
        get(target, name) {
          if (name === 'readBoundary') return target.readBoundary;
          throw new Error(`${String(name)} was asked`);
        },
      },
    );
    const blind = { ...ports, openAudit: async () => ({ cache, history: history as never }) };
    expect(await auditCompletions(blind)).toEqual(answer);
  });
});

describe('relinking', () => {
  it('writes without committing when it may not commit, and changes nothing but the commits', async () => {
    const { shop, door } = await create();
    shop.git('checkout', '--quiet', '-b', 'work');
    await shop.work(door, [{ 'door.txt': 'green\n' }]);
    shop.git('checkout', '--quiet', 'main');
    shop.git('merge', '--quiet', '--squash', 'work');
    shop.git('commit', '--quiet', '--message=Work (#1)');
    const before = shop.read(shop.fileOf(door));
    const squash = shop.git('rev-parse', 'HEAD');
    const ports = await openWorkspace({ directory: shop.root, noCommit: true });
    const answer = await auditCompletions(ports, { relink: true });
    expect(answer).toMatchObject({ relinked: [door], commits: [] });
    expect(answer.not_committed).toContain('recorded, not committed');
    expect(shop.read(shop.fileOf(door))).toBe(before.replace(/^ {2}- [0-9a-f]{40}$/m, `  - ${squash}`));
    expect(verdictsOf(answer, door)).toMatchObject({ commit: 'exact' });
  });

  it('makes one commit for the tasks of a plan, with the lines of each', async () => {
    const { shop, door, books } = await create();
    shop.git('checkout', '--quiet', '-b', 'work');
    await shop.work(door, [{ 'door.txt': 'green\n' }]);
    await shop.work(books, [{ 'books.txt': 'ordered\n' }]);
    shop.git('checkout', '--quiet', 'main');
    shop.git('merge', '--quiet', '--squash', 'work');
    shop.git('commit', '--quiet', '--message=Work (#1)');
    const answer = await shop.audit({ relink: true });
    expect(answer.commits).toEqual([shop.git('rev-parse', 'HEAD')]);
    expect(shop.git('log', '-1', '--format=%s')).toBe('plan(open-a-shop): relink 2 completions');
    for (const task of [door, books]) {
      expect(shop.git('log', '-1', '-E', `--grep=^Task: ${task}$`, '--format=%H')).toBe(answer.commits[0]);
    }
    expect(await shop.audit({ relink: true })).toMatchObject({ relinked: [], commits: [] });
  });

  it('does not touch a task that is being completed again', async () => {
    const { shop, door } = await create();
    await shop.work(door, [{ 'door.txt': 'green\n' }]);
    const ports = await openWorkspace({ directory: shop.root, actor: 'ada' });
    const again = await completeTask(ports, { task: door, summary: 'Done.', paths: [], commits: [] });
    expect(again.repeated).toBe(true);
    expect(await shop.audit({ relink: true })).toMatchObject({ relinked: [], counts: { exact: 1 } });
  });
});
