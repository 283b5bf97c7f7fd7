import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createRepository } from '../helpers/repository.ts';
import { connect, ERAS, serverCommand } from './client.ts';

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

function createFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'orc-mcp-'));
  cleanups.push(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

function createShop() {
  const repository = createRepository({ files: { 'README.md': '# Shop\n' }, commit: true });
  cleanups.push(repository.cleanup);
  return repository;
}

async function open(directory: string, era: (typeof ERAS)[number] = 'legacy') {
  const client = await connect(directory, era);
  cleanups.push(client.close);
  return client;
}

describe.each(ERAS)('working_directory in the %s era', (era) => {
  it('binds the repository of every later call', async () => {
    const repository = createShop();
    repository.write('src/deep/file.ts', '');
    const client = await open(createFolder(), era);
    expect((await client.client.listResources()).resources.map(({ uri }) => uri)).toEqual([
      'orchestrator://ready',
    ]);
    const before = await client.call('get_status');
    expect(before.document.error.code).toBe('not-a-repository');

    const session = await client.call('initialize_session', {
      working_directory: join(repository.root, 'src/deep'),
    });
    expect(session.document.root).toBe(repository.root);
    const plan = await client.call('plan_task', {
      description: 'One',
      subtasks_json: [{ title: 'Write it' }],
    });
    expect(repository.git('ls-files', plan.document.path).trim()).toBe(plan.document.path);
  });
});

describe('a bad working_directory', () => {
  it.each(['missing', 'plain'])('is one clear error, and the old binding stays: %s', async (kind) => {
    const repository = createShop();
    const client = await open(repository.root);
    const folder = createFolder();
    const wrong = kind === 'missing' ? join(folder, 'nowhere') : folder;
    const refused = await client.call('initialize_session', { working_directory: wrong });
    expect(refused.document.error).toMatchObject({ code: 'not-a-repository', owner: 'orchestrator' });
    expect(refused.document.error.message).toContain(wrong);
    const session = await client.call('initialize_session');
    expect(session.document.root).toBe(repository.root);
  });
});

describe('calls at the same time', () => {
  it('write one after another, none is lost, and each has its own commit', async () => {
    const repository = createShop();
    const client = await open(repository.root);
    const calls = Array.from({ length: 6 }, (_, index) =>
      client.call('plan_task', { description: `Plan ${index}`, subtasks_json: [{ title: `Task ${index}` }] }),
    );
    const [status, ...plans] = await Promise.all([client.call('get_status'), ...calls]);
    expect(status.isError).toBe(false);
    expect(new Set(plans.map(({ document }) => document.commit)).size).toBe(6);
    expect(repository.git('rev-list', '--count', 'HEAD').trim()).toBe('7');
    expect(repository.git('status', '--porcelain')).toBe('');
  });

  it('hand the same brief to two calls of one actor for one task', async () => {
    const client = await open(createShop().root);
    const { document } = await client.call('plan_task', {
      description: 'One',
      subtasks_json: [{ title: 'Write it' }],
    });
    const claim = () => client.call('execute_subtask', { task_id: document.tasks[0].id });
    const [first, second] = await Promise.all([claim(), claim()]);
    expect(second.document.brief).toBe(first.document.brief);
  });
});

describe('errors', () => {
  it('come as the same document in text and structure, with no stack', async () => {
    const client = await open(createShop().root);
    const { isError, text, document } = await client.call('execute_subtask', { task: 'x', worktree: true });
    expect(isError).toBe(true);
    expect(JSON.parse(text)).toEqual(document.error);
    expect(document).toMatchObject({ schema: 1, kind: 'error', error: { code: 'usage', owner: 'agent' } });
    expect(document.error.message).toContain('task_id is required');
    expect(document.error.message).toContain('unknown parameter "task" (did you mean "task_id"?)');
    expect(text).not.toMatch(/\n\s+at /);
  });
});

describe('the process', () => {
  function startProcess(directory: string) {
    const { command, args } = serverCommand(directory);
    const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'pipe'] });
    cleanups.push(() => child.kill('SIGKILL'));
    let stdout = '';
    child.stdout.on('data', (chunk) => {
      stdout += chunk;
    });
    return { child, readStdout: () => stdout, ready: new Promise((done) => child.stderr.once('data', done)) };
  }

  const waitForExit = (child: ChildProcess) =>
    new Promise((done) => child.once('exit', (code, signal) => done({ code, signal })));

  it('ends with 0 when stdin closes, and has written nothing but the protocol', async () => {
    const { child, readStdout } = startProcess(createShop().root);
    child.stdin.write('not json\n');
    child.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'ping' })}\n`);
    await new Promise((done) => child.stdout.once('data', done));
    const exit = waitForExit(child);
    child.stdin.end();
    expect(await exit).toEqual({ code: 0, signal: null });
    const lines = readStdout().trim().split('\n');
    expect(lines.map((line) => JSON.parse(line).jsonrpc)).toEqual(lines.map(() => '2.0'));
  });

  it('finishes the mutation that is under way when stdin closes', async () => {
    const repository = createShop();
    const hook = '#!/bin/sh\ntouch .git/started\nwhile [ ! -e .git/go ]; do sleep 0.05; done\n';
    writeFileSync(join(repository.root, '.git/hooks/pre-commit'), hook, { mode: 0o755 });
    const { child } = startProcess(repository.root);
    const request = {
      jsonrpc: '2.0',
      id: 1,
      method: 'tools/call',
      params: {
        name: 'orchestrator_plan_task',
        arguments: { description: 'One', subtasks_json: [{ title: 'Write it' }] },
      },
    };
    const exit = waitForExit(child);
    child.stdin.write(`${JSON.stringify(request)}\n`);
    await vi.waitUntil(() => existsSync(join(repository.root, '.git/started')), { timeout: 30_000 });
    child.stdin.end();
    writeFileSync(join(repository.root, '.git/go'), '');
    expect(await exit).toEqual({ code: 0, signal: null });
    expect(repository.git('log', '--format=%s', '-1')).toMatch(/^plan\(/);
    expect(repository.git('status', '--porcelain')).toBe('');
  });

  it('ends when it is asked to', async () => {
    const { child, ready } = startProcess(createShop().root);
    await ready;
    const exit = waitForExit(child);
    child.kill('SIGTERM');
    expect(await exit).toEqual({ code: 0, signal: null });
  });
});
