/** `orc watch` as a process: what it prints, and that nothing of it is left behind. */
import { type ChildProcess, spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { afterEach, describe, expect, inject, it, vi } from 'vitest';
import { writePlans, writeTask } from '../cli/graph-sample.ts';
import { cleanEnvironment, refuseOrc } from '../helpers/orc.ts';
import { createRepository, type TestRepository } from '../helpers/repository.ts';
import { replaceFile, TIMEOUT_MS } from '../watch/watching.ts';

const SOUP = 'make-soup-000001';
const EAT = 'eat-000002';
const PATH = `.tasks/dinner-aaaaaa/${SOUP}.md`;
const FILES = writePlans({ 'dinner-aaaaaa': { tasks: { [SOUP]: {}, [EAT]: { needs: [SOUP] } } } });
const COMPLETED = writeTask(SOUP, { status: 'completed' });

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

interface WatchProcess {
  readonly child: ChildProcess;
  readonly repository: TestRepository;
  readonly exit: Promise<{ code: number | null; signal: string | null }>;
  stdout(): string;
  stderr(): string;
  /** Waits until so many lines were printed, and returns them. */
  lines(count: number): Promise<string[]>;
}

function startWatch(...args: string[]): WatchProcess {
  const repository = createRepository({ files: FILES, commit: true });
  cleanups.push(repository.cleanup);
  const child = spawn(process.execPath, [inject('orcEntry'), 'watch', ...args], {
    cwd: repository.root,
    env: cleanEnvironment(),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  cleanups.push(() => child.kill('SIGKILL'));
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk) => {
    stdout += chunk;
  });
  child.stderr.on('data', (chunk) => {
    stderr += chunk;
  });
  const readLines = () => stdout.split('\n').slice(0, -1);
  return {
    child,
    repository,
    exit: new Promise((resolve) => child.once('close', (code, signal) => resolve({ code, signal }))),
    stdout: () => stdout,
    stderr: () => stderr,
    lines: async (count) => {
      await vi.waitUntil(() => readLines().length >= count, { timeout: TIMEOUT_MS, interval: 20 });
      return readLines();
    },
  };
}

describe('orc watch', () => {
  it('prints what there is, then what happens, with the time', async () => {
    const { lines, repository, child, exit, stderr } = startWatch();
    await lines(1);
    replaceFile(repository.root, PATH, COMPLETED);
    await lines(3);
    rmSync(`${repository.root}/.tasks/dinner-aaaaaa/${EAT}.md`);
    await lines(4);
    replaceFile(repository.root, PATH, 'torn');
    const printed = await lines(6);
    expect(printed.map((line) => line.replace(/^\d\d:\d\d:\d\d {2}/, ''))).toEqual([
      '1 ready, 1 waiting',
      `${EAT}  waiting -> ready`,
      `${SOUP}  ready -> completed`,
      `${EAT}  gone (was ready)`,
      `${SOUP}  completed -> unreadable`,
      expect.stringMatching(/^error \.tasks\/dinner-aaaaaa\/make-soup-000001\.md:1:1 .*\[no-front-matter\]$/),
    ]);
    child.kill('SIGINT');
    expect(await exit).toEqual({ code: 0, signal: null });
    expect(stderr()).toBe('');
  });

  it('prints one JSON document a line with --json', async () => {
    const { lines, repository, child, exit, stdout } = startWatch('--json');
    await lines(1);
    replaceFile(repository.root, PATH, COMPLETED);
    const [first, second] = (await lines(2)).map((line) => JSON.parse(line));
    expect(first).toMatchObject({ schema: 1, kind: 'watch', changes: [], counts: { ready: 1, waiting: 1 } });
    expect(second).toMatchObject({
      schema: 1,
      kind: 'watch',
      at: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      changes: [
        { id: EAT, from: 'waiting', to: 'ready' },
        { id: SOUP, from: 'ready', to: 'completed' },
      ],
      newly_ready: [EAT],
      problem_count: 0,
      problems: [],
    });
    child.kill('SIGTERM');
    expect(await exit).toEqual({ code: 0, signal: null });
    expect(stdout().endsWith('\n')).toBe(true);
  });

  it('ends when nobody reads it any more', async () => {
    const { child, lines, repository, exit } = startWatch();
    await lines(1);
    child.stdout?.destroy();
    replaceFile(repository.root, PATH, COMPLETED);
    expect(await exit).toEqual({ code: 0, signal: null });
  });

  it('ends with an error when the work tree is taken away', async () => {
    const { lines, repository, exit, stderr } = startWatch('--json');
    await lines(1);
    repository.cleanup();
    expect(await exit).toEqual({ code: 1, signal: null });
    expect(JSON.parse(stderr()).error.code).toBe('not-a-repository');
  });

  it('may run twice for one work tree, while others write', async () => {
    const first = startWatch();
    await first.lines(1);
    const second = spawn(process.execPath, [inject('orcEntry'), 'watch'], {
      cwd: first.repository.root,
      env: cleanEnvironment(),
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    cleanups.push(() => second.kill('SIGKILL'));
    let printed = '';
    second.stdout.on('data', (chunk) => {
      printed += chunk;
    });
    await vi.waitUntil(() => printed.includes('\n'), { timeout: TIMEOUT_MS });
    replaceFile(first.repository.root, PATH, COMPLETED);
    await first.lines(3);
    await vi.waitUntil(() => printed.split('\n').length === 4, { timeout: TIMEOUT_MS });
  });

  it('is refused outside a repository', async () => {
    expect(await refuseOrc('/', ['watch'])).toMatchObject({ exit: 1, code: 'not-a-repository' });
  });
});
