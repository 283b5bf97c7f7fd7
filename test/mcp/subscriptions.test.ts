/** Update notifications, as the real client gets them over stdio. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createRepository, type TestRepository } from '../helpers/repository.ts';
import { replaceFile, TIMEOUT_MS } from '../watch/watching.ts';
import { connect, ERAS, type Era, type TestClient } from './client.ts';
import { idOf, WEB_APPLICATION } from './fixtures.ts';

const READY = 'orchestrator://ready';

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

interface Office {
  readonly repository: TestRepository;
  readonly client: TestClient;
  readonly plan: string;
  readonly schema: string;
  readonly hash: string;
  /** URIs told of, in order, `list` for the list. */
  readonly told: string[];
}

async function open(era: Era, directory?: string): Promise<Office> {
  const repository = createRepository({ files: { 'README.md': '# Shop\n' }, commit: true });
  cleanups.push(repository.cleanup);
  const client = await connect(directory ?? repository.root, era);
  cleanups.push(client.close);
  const told: string[] = [];
  client.client.setNotificationHandler('notifications/resources/updated', ({ params }) => {
    told.push(params.uri);
  });
  client.client.setNotificationHandler('notifications/resources/list_changed', () => {
    told.push('list');
  });
  if (directory !== undefined) return { repository, client, plan: '', schema: '', hash: '', told };
  const { document } = await client.call('plan_task', WEB_APPLICATION);
  const [schema, hash] = ['schema', 'hash'].map((name) => idOf(document.tasks, name));
  return { repository, client, plan: document.plan_id, schema: schema ?? '', hash: hash ?? '', told };
}

/** Subscribes in the way of the era; the result ends it. */
async function subscribe(
  { client }: TestClient,
  era: Era,
  uris: readonly string[],
): Promise<() => Promise<void>> {
  if (era === 'modern') {
    const subscription = await client.listen({ resourceSubscriptions: [...uris] });
    return () => subscription.close();
  }
  for (const uri of uris) await client.subscribeResource({ uri });
  return async () => {
    for (const uri of uris) await client.unsubscribeResource({ uri });
  };
}

function complete({ repository, schema, plan }: Office): void {
  const path = `.tasks/${plan}/${schema}.md`;
  replaceFile(repository.root, path, repository.read(path).replace('status: pending', 'status: completed'));
}

async function waitFor(told: readonly string[], wanted: readonly string[]): Promise<void> {
  await vi.waitFor(() => expect(told).toEqual(expect.arrayContaining([...wanted])), {
    timeout: TIMEOUT_MS,
    interval: 20,
  });
}

describe.each(ERAS)('a subscriber in the %s era', (era) => {
  it('is told when what it asked for would read differently, and of nothing else', async () => {
    const office = await open(era);
    const { client, plan, schema, hash, told } = office;
    const uris = [READY, `orchestrator://task/${schema}`, `orchestrator://plan/${plan}`];
    await subscribe(client, era, [...uris, 'orchestrator://task/nothing-000000']);
    complete(office);
    await waitFor(told, uris);
    expect([...new Set(told)].sort()).toEqual([...uris].sort());
    expect(told).not.toContain(`orchestrator://task/${hash}`);
  });

  it('is told of a change of its own', async () => {
    const { client, schema, told } = await open(era);
    const uri = `orchestrator://task/${schema}`;
    await subscribe(client, era, [uri]);
    await client.call('update_task', { task_id: schema, note: 'Ask Grace about sessions' });
    await waitFor(told, [uri]);
  });

  it('is told no more once it has unsubscribed', async () => {
    const office = await open(era);
    const { client, schema, told } = office;
    const end = await subscribe(client, era, [`orchestrator://task/${schema}`]);
    await subscribe(client, era, [READY]);
    await end();
    complete(office);
    await waitFor(told, [READY]);
    expect(new Set(told)).toEqual(new Set([READY]));
  });

  it('is told when the connection is bound to another repository, and of changes there', async () => {
    const other = await open('legacy');
    const folder = mkdtempSync(join(tmpdir(), 'orc-mcp-'));
    cleanups.push(() => rmSync(folder, { recursive: true, force: true }));
    const { client, told } = await open(era, folder);
    const uri = `orchestrator://task/${other.schema}`;
    await subscribe(client, era, [uri]);
    await client.call('initialize_session', { working_directory: other.repository.root });
    await waitFor(told, [uri]);
    told.length = 0;
    complete(other);
    await waitFor(told, [uri]);
  });
});

describe('the list of resources', () => {
  it('is news to a client of the newer protocol that asks for it', async () => {
    const { client, told } = await open('modern');
    const { honoredFilter } = await client.client.listen({ resourcesListChanged: true });
    expect(honoredFilter).toEqual({ resourcesListChanged: true });
    await client.call('plan_task', { description: 'Two', subtasks_json: [{ title: 'Write it' }] });
    await waitFor(told, ['list']);
  });

  it('is not promised to a client of the older one', async () => {
    const { client } = await open('legacy');
    expect(client.client.getServerCapabilities()?.resources).toEqual({ subscribe: true, listChanged: false });
  });
});
