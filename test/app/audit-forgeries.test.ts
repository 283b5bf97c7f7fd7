/** Records that were never true, in a history that is whole. */
import { afterEach, describe, expect, it } from 'vitest';
import { type AuditShop, commitStep, createAuditShop, verdictsOf } from './audit-shop.ts';

const open: AuditShop[] = [];
afterEach(() => {
  for (const shop of open.splice(0)) shop.cleanup();
});

const NOWHERE = 'deadbeef'.repeat(5);

/** Both tasks completed as they should be. */
async function build(): Promise<{ shop: AuditShop; door: string; books: string }> {
  const shop = await createAuditShop();
  open.push(shop);
  const [door = '', books = ''] = shop.tasks;
  await shop.work(door, [{ 'door.txt': 'green\n' }]);
  await shop.work(books, [{ 'books.txt': 'ordered\n' }]);
  expect(await shop.audit()).toMatchObject({ lost: 0, counts: { exact: 2 } });
  return { shop, door, books };
}

function edit(shop: AuditShop, task: string, change: (text: string) => string, commit = true): void {
  const before = shop.read(shop.fileOf(task));
  const after = change(before);
  expect(after).not.toBe(before);
  shop.write(shop.fileOf(task), after);
  if (commit) shop.git('commit', '--quiet', '--all', '--message=Tidy up');
}

const fieldOf = (text: string, pattern: RegExp) => pattern.exec(text)?.[1] ?? '';
const COMPLETION = /^completion: (\S+)$/m;
const COMMIT = /^commits:\n {2}- (\S+)$/m;
const BLOB = /^ {4}blob: (\S+)$/m;

describe.each([true, false])('a forgery (committed: %s) is lost:', (isCommitted) => {
  it('a status without a completion', async () => {
    const shop = await createAuditShop();
    open.push(shop);
    const [door = ''] = shop.tasks;
    edit(shop, door, (text) => text.replace('status: pending', 'status: completed'), isCommitted);
    const { lost, tasks } = await shop.audit();
    expect({ lost, tasks }).toMatchObject({
      lost: 1,
      tasks: [{ id: door, result: 'lost', links: [{ kind: 'record', completion: null, verdict: 'lost' }] }],
    });
  });

  it('a commit that has nothing to do with the task, beside one that has', async () => {
    const { shop, door } = await build();
    const stray = shop.git('rev-list', '--max-parents=0', 'HEAD');
    edit(shop, door, (text) => text.replace('commits:\n', `commits:\n  - ${stray}\n`), isCommitted);
    const { lost, tasks } = await shop.audit();
    expect(lost).toBe(1);
    const links = tasks.find(({ id }) => id === door)?.links ?? [];
    expect(links.filter(({ verdict }) => verdict === 'lost')).toMatchObject([{ commit: stray }]);
  });

  it('a commit that has nothing to do with the task, in place of one that has', async () => {
    const { shop, door } = await build();
    const stray = commitStep(shop, { 'stray.txt': 'stray\n' }, 'Something else');
    edit(shop, door, (text) => text.replace(fieldOf(text, COMMIT), stray), isCommitted);
    expect(verdictsOf(await shop.audit(), door)).toMatchObject({ commit: 'lost', 'door.txt': 'exact' });
  });

  it('the commit of another task', async () => {
    const { shop, door, books } = await build();
    const other = fieldOf(shop.read(shop.fileOf(books)), COMMIT);
    edit(shop, door, (text) => text.replace(fieldOf(text, COMMIT), other), isCommitted);
    expect(verdictsOf(await shop.audit(), door)).toMatchObject({ commit: 'lost' });
  });

  it('a commit that does not exist', async () => {
    const { shop, door } = await build();
    edit(shop, door, (text) => text.replace(fieldOf(text, COMMIT), NOWHERE), isCommitted);
    expect(verdictsOf(await shop.audit(), door)).toMatchObject({ commit: 'lost' });
  });

  it('a content that is in no commit', async () => {
    const { shop, door } = await build();
    edit(shop, door, (text) => text.replace(fieldOf(text, BLOB), NOWHERE), isCommitted);
    expect(verdictsOf(await shop.audit(), door)).toMatchObject({ 'door.txt': 'lost', commit: 'exact' });
  });

  it('the content of another file', async () => {
    const { shop, door } = await build();
    const other = shop.git('rev-parse', 'HEAD:README.md');
    edit(shop, door, (text) => text.replace(fieldOf(text, BLOB), other), isCommitted);
    expect(verdictsOf(await shop.audit(), door)).toMatchObject({ 'door.txt': 'lost' });
  });

  it('a deletion of what was never deleted', async () => {
    const { shop, door } = await build();
    edit(
      shop,
      door,
      (text) => text.replace(/path: door.txt\n {4}blob: \S+/, 'path: src/base.ts\n    deleted: true'),
      isCommitted,
    );
    expect(verdictsOf(await shop.audit(), door)).toMatchObject({ 'src/base.ts': 'lost' });
  });

  it('the completion of another task, which keeps its own', async () => {
    const { shop, door, books } = await build();
    const copied = fieldOf(shop.read(shop.fileOf(door)), COMPLETION);
    edit(shop, books, (text) => text.replace(fieldOf(text, COMPLETION), copied), isCommitted);
    const answer = await shop.audit();
    expect(answer).toMatchObject({ lost: 1, counts: { exact: 1 } });
    expect(verdictsOf(answer, books)).toMatchObject({ record: 'lost' });
    expect(answer.tasks.find(({ id }) => id === books)?.links[0]?.why).toContain(door);
  });

  it('a record written by hand over nothing', async () => {
    const shop = await createAuditShop();
    open.push(shop);
    const [door = ''] = shop.tasks;
    const forged = `status: completed\ncompletion: 01ARZ3NDEKTSV4RRFFQ69G5FAV\ncommits:\n  - ${NOWHERE}\nartifacts:\n  - path: door.txt\n    blob: ${NOWHERE}`;
    edit(shop, door, (text) => text.replace('status: pending', forged), isCommitted);
    expect(await shop.audit()).toMatchObject({ lost: 1 });
    expect(verdictsOf(await shop.audit(), door)).toMatchObject({ commit: 'lost', 'door.txt': 'lost' });
  });
});

describe('a completion copied from a task that is open again', () => {
  it('is lost, because the messages name its owner', async () => {
    const { shop, door, books } = await build();
    const copied = fieldOf(shop.read(shop.fileOf(door)), COMPLETION);
    edit(shop, door, (text) => text.replace('status: completed', 'status: pending').replace(COMPLETION, '#'));
    edit(shop, books, (text) => text.replace(fieldOf(text, COMPLETION), copied));
    const answer = await shop.audit();
    expect(verdictsOf(answer, books)).toMatchObject({ record: 'lost' });
  });
});
