import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRepository } from '../helpers/repository.ts';
import { connect, ERAS, type TestClient } from './client.ts';
import { idOf, WEB_APPLICATION } from './fixtures.ts';

const MAX_TOOL_LIST_LENGTH = 12_000; // about 3,000 tokens

describe.each(ERAS)('what the server shows in the %s era', (era) => {
  const repository = createRepository({ files: { 'README.md': '# Shop\n' }, commit: true });
  let client: TestClient;
  let schema: string;
  let plan: string;

  beforeAll(async () => {
    client = await connect(repository.root, era);
    const { document } = await client.call('plan_task', WEB_APPLICATION);
    schema = idOf(document.tasks, 'schema');
    plan = document.plan_id;
  });

  afterAll(async () => {
    await client.close();
    repository.cleanup();
  });

  it('lists its tools, within the budget of an agent', async () => {
    const { tools } = await client.client.listTools();
    expect(JSON.stringify(tools).length).toBeLessThanOrEqual(MAX_TOOL_LIST_LENGTH);
    await expect(`${JSON.stringify(tools, null, 2)}\n`).toMatchFileSnapshot('tool-list.snap');
  });

  it('tells an agent how to work', () => {
    expect(client.client.getInstructions()).toContain('1. Session: orchestrator_initialize_session');
  });

  it('lists and reads plans, tasks and the ready list', async () => {
    const { resources } = await client.client.listResources();
    const uris = resources.map(({ uri }) => uri);
    expect(uris).toEqual(
      expect.arrayContaining([
        'orchestrator://ready',
        `orchestrator://plan/${plan}`,
        `orchestrator://task/${schema}`,
      ]),
    );
    const { resourceTemplates } = await client.client.listResourceTemplates();
    expect(resourceTemplates.map(({ uriTemplate }) => uriTemplate)).toEqual([
      'orchestrator://plan/{id}',
      'orchestrator://task/{id}',
    ]);

    expect(await read('orchestrator://ready')).toMatchObject({ mimeType: 'application/json' });
    expect(JSON.parse((await read('orchestrator://ready')).text)).toMatchObject({
      kind: 'ready',
      tasks: [{ id: schema }],
    });
    expect(await read(`orchestrator://task/${schema}`)).toMatchObject({
      mimeType: 'text/markdown',
      text: expect.stringContaining('Tables for users and sessions.'),
    });
    expect((await read(`orchestrator://plan/${plan}`)).text).toContain(schema);
  });

  it.each([
    ['an unknown task', () => 'orchestrator://task/nothing-000000'],
    ['a plan asked for as a task', () => `orchestrator://task/${plan}`],
    ['a path', () => 'orchestrator://task/..%2F..%2Fetc%2Fpasswd'],
    ['another scheme', () => 'file:///etc/passwd'],
  ])('refuses to read %s', async (_, uri) => {
    await expect(client.client.readResource({ uri: uri() })).rejects.toThrow();
  });

  it('offers a prompt for every specialist and two for the common beginnings', async () => {
    const { prompts } = await client.client.listPrompts();
    const names = prompts.map(({ name }) => name);
    expect(names).toEqual(
      expect.arrayContaining(['work_next_task', 'plan_feature', 'architect', 'implementer', 'generic']),
    );
    expect(await prompt('work_next_task')).toContain(`orchestrator_execute_subtask with task_id ${schema}`);
    expect(await prompt('plan_feature', { description: 'Add invoices' })).toContain('Add invoices');
    expect(await prompt('architect', { task_id: schema })).toContain(schema);
  });

  it('refuses unknown prompts and missing arguments by name', async () => {
    await expect(prompt('architekt')).rejects.toThrow('Did you mean "architect"?');
    await expect(prompt('plan_feature')).rejects.toThrow('needs description');
  });

  async function read(uri: string): Promise<{ mimeType?: string | undefined; text: string }> {
    const [content] = (await client.client.readResource({ uri })).contents;
    if (content === undefined || !('text' in content)) throw new Error(`no text at ${uri}`);
    return content;
  }

  async function prompt(name: string, args: Record<string, string> = {}): Promise<string> {
    const { messages } = await client.client.getPrompt({ name, arguments: args });
    return messages.map(({ content }) => (content.type === 'text' ? content.text : '')).join('\n');
  }
});
