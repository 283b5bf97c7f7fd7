/** Output that does not fit a pipe's buffer (64 KiB on Linux) arrives whole, and a reader may leave early. */
import { spawn } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { askOrc, cleanEnvironment, runOrc } from '../helpers/orc.ts';
import { createRepository, type TestRepository } from '../helpers/repository.ts';

const COUNT = 400;
const PIPE_BYTES = 65_536;

let shop: TestRepository;
beforeAll(async () => {
  shop = createRepository();
  const subtasks = Array.from({ length: COUNT }, (_, index) => ({
    title: `Fill shelf ${index} with good books`,
  }));
  const input = JSON.stringify(subtasks);
  await askOrc(shop.root, ['plan', 'Fill the shelves', '--subtasks', '-'], { input });
});
afterAll(() => shop.cleanup());

/** Runs `orc <line> | <reader>` in a shell; the status of orc comes last on stderr. */
function runPipe(line: string, reader: string): Promise<{ stdout: string; stderr: string }> {
  const script = `{ "$0" "$1" ${line}; echo "status $?" >&2; } | ${reader}`;
  const child = spawn('sh', ['-c', script, process.execPath, inject('orcEntry')], {
    cwd: shop.root,
    env: cleanEnvironment(),
  });
  const text = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    text.stdout += chunk;
  });
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    text.stderr += chunk;
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', () => resolve(text));
  });
}

describe('output through a pipe', () => {
  it('is whole, also for a slow reader', async () => {
    const { stdout } = await runPipe('list --json', '{ sleep 0.3; cat; }');
    expect(stdout.length).toBeGreaterThan(PIPE_BYTES);
    expect(JSON.parse(stdout).tasks).toHaveLength(COUNT);
  });

  it('is whole on stderr too', async () => {
    const input = JSON.stringify(Array.from({ length: 2_000 }, () => ({ title: '' })));
    const args = ['plan', 'Nothing', '--subtasks', '-', '--json'];
    const { code, stderr } = await runOrc(shop.root, args, { input });
    expect(code).toBe(1);
    expect(stderr.length).toBeGreaterThan(PIPE_BYTES);
    expect(JSON.parse(stderr).error.data.problems).toHaveLength(2_000);
  });

  it.each(['list', 'list --json', 'session --json'])('of `orc %s` may be left early', async (line) => {
    const { stdout, stderr } = await runPipe(line, 'head -c 20');
    expect(stdout).toHaveLength(20);
    expect(stderr).toBe('status 0\n');
  });

  it('has no colours', async () => {
    const { stdout } = await runOrc(shop.root, ['session'], { env: { TERM: 'xterm-256color' } });
    expect(stdout).not.toContain('\u001b');
  });
});
