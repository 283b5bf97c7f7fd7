/** One plan, driven through all phases by two edges, has to leave the same in git. */
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRepository, type TestRepository } from '../helpers/repository.ts';
import { connect, ERAS } from '../mcp/client.ts';
import { idOf, WEB_APPLICATION } from '../mcp/fixtures.ts';

/** The calls that a plan needs, whoever makes them. Each answers with the document of the use case. */
interface Driver {
  plan(): Promise<{ plan_id: string; tasks: { id: string; input_id: string | null }[] }>;
  /** The code of the error, or null. */
  execute(task: string): Promise<string | null>;
  complete(task: string, completion: Completion): Promise<void>;
  synthesize(plan: string): Promise<void>;
}

interface Completion {
  readonly summary: string;
  readonly details?: string;
  readonly path?: string;
  readonly nextAction?: string;
}

const cleanups: (() => unknown)[] = [];
afterAll(async () => {
  for (const cleanup of cleanups.reverse()) await cleanup();
});

async function drive(repository: TestRepository, driver: Driver): Promise<void> {
  const { plan_id, tasks } = await driver.plan();
  const id = (name: string) => idOf(tasks, name);
  expect(await driver.execute(id('hash'))).toBe('not-ready');
  expect(await driver.execute(id('schema'))).toBeNull();
  await finish('schema', 'db/schema.sql', 'Design users and sessions');
  await driver.complete(id('hash'), { summary: 'The parameters are too weak', nextAction: 'needs_revision' });
  await finish('hash', 'src/hash.ts', 'Hash with argon2id');
  await finish('users', 'src/users.ts', 'Create and remove users');
  await finish('review', 'docs/review.md', 'Review hashing and users');
  await driver.synthesize(plan_id);

  async function finish(name: string, path: string, summary: string): Promise<void> {
    repository.write(path, `${summary}\n`);
    await driver.complete(id(name), { summary, details: `See ${path}.`, path });
  }
}

function createCommandLine(root: string): Driver {
  const entry = fileURLToPath(new URL('../mcp/run-cli.ts', import.meta.url));
  const run = (args: readonly string[], input = '') => {
    const command = [
      '--import',
      import.meta.resolve('tsx'),
      entry,
      '-C',
      root,
      '--actor',
      'ada',
      '--json',
      ...args,
    ];
    return JSON.parse(execFileSync(process.execPath, command, { input, encoding: 'utf8', stdio: 'pipe' }));
  };
  return {
    async plan() {
      const { description, title, subtasks_json } = WEB_APPLICATION;
      return run(['plan', description, '--title', title, '--subtasks', '-'], JSON.stringify(subtasks_json));
    },
    async execute(task) {
      try {
        run(['execute', task]);
        return null;
      } catch (error) {
        return JSON.parse((error as { stderr: string }).stderr).error.code;
      }
    },
    async complete(task, { summary, details, path, nextAction }) {
      const options = {
        '--summary': summary,
        '--details': details,
        '--artifact': path,
        '--next-action': nextAction,
      };
      const given = Object.entries(options).flatMap(([name, value]) =>
        value === undefined ? [] : [name, value],
      );
      run(['complete', task, ...given]);
    },
    async synthesize(plan) {
      run(['synthesize', plan]);
    },
  };
}

async function createMcpDriver(root: string, era: (typeof ERAS)[number]): Promise<Driver> {
  const client = await connect(root, era);
  cleanups.push(client.close);
  const call = async (tool: string, args: Record<string, unknown>) => {
    const { isError, text, document } = await client.call(tool, args);
    if (isError) throw new Error(text);
    return document;
  };
  return {
    plan: () => call('plan_task', WEB_APPLICATION),
    async execute(task) {
      const { isError, document } = await client.call('execute_subtask', { task_id: task });
      return isError ? document.error.code : null;
    },
    async complete(task, { summary, details, path, nextAction }) {
      const file_paths = path === undefined ? [] : [path];
      await call('complete_subtask', {
        task_id: task,
        summary,
        detailed_work: details,
        file_paths,
        next_action: nextAction,
      });
    },
    async synthesize(plan) {
      await call('synthesize_results', { parent_task_id: plan });
    },
  };
}

/** Every commit with message and files, and every file, without what is random or the time of day. */
function describeHistory({ git }: TestRepository): string {
  const history = git('log', '--reverse', '--format=commit%n%an%n%B', '--name-status');
  const files = git('ls-tree', '-r', '--name-only', '-z', 'HEAD')
    .split('\0')
    .filter(Boolean)
    .map((path) => `${path}\n${git('show', `HEAD:${path}`)}`)
    .map(forgetChance)
    .sort();
  return [forgetChance(history), ...files].join('\n');
}

function forgetChance(text: string): string {
  return text
    .replace(/\b[0-9a-f]{40}\b|`[0-9a-f]{12}`/g, '<oid>')
    .replace(/\b\d{4}-\d\d-\d\d(T[\d:.]+(Z|\+00:00))?/g, '<time>')
    .replace(/\b[0-9A-HJKMNP-TV-Z]{26}\b/g, '<ulid>')
    .replace(/\b([a-z]+(?:-[a-z]+)*)-[0-9a-hjkmnp-tv-z]{6}\b/g, '$1-<suffix>');
}

function createShop(): TestRepository {
  const repository = createRepository({ files: { 'README.md': '# Shop\n' } });
  cleanups.push(repository.cleanup);
  return repository;
}

describe('the same plan by command line and by an MCP client', () => {
  const byCommandLine = createShop();

  beforeAll(() => drive(byCommandLine, createCommandLine(byCommandLine.root)));

  it.each(ERAS)('leaves the same history and files when a client of the %s era drives it', async (era) => {
    const byClient = createShop();
    await drive(byClient, await createMcpDriver(byClient.root, era));
    expect(describeHistory(byClient)).toBe(describeHistory(byCommandLine));
  });
});
