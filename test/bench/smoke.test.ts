import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, inject, test, vi } from 'vitest';
import { ROWS } from '../../bench/rows/index.ts';

const ENTRY = join(import.meta.dirname, '..', '..', 'bench', 'run.ts');

vi.setConfig({ testTimeout: 180_000 });

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'orchestrator-test-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('the smoke form takes every figure and leaves nothing behind', async () => {
  const { code, stdout, stderr } = await startBench(['--smoke']).ended;
  expect({ code, stderr }).toEqual({
    code: 0,
    stderr: `${ROWS.map(({ name }) => `${name} …`).join('\n')}\n`,
  });
  const { results } = JSON.parse(readFileSync(join(folder, 'figures.json'), 'utf8'));
  expect(results.length).toBeGreaterThanOrEqual(ROWS.length);
  for (const { label, value, notMeasured } of results) {
    expect(stdout).toContain(label);
    if (notMeasured === undefined) expect({ label, isFigure: value >= 0 }).toEqual({ label, isFigure: true });
    else expect(notMeasured).toBe('not built yet');
  }
  expect(listLeftOvers()).toEqual([]);
});

test('an interrupted run removes its folders', async () => {
  const { child, ended } = startBench(['--smoke', '--only', 'queries', '--only', 'writes']);
  await once(child.stderr, 'data');
  child.kill('SIGTERM');
  expect((await ended).code).toBe(143);
  expect(listLeftOvers()).toEqual([]);
});

test('a row that does not exist is refused with those that do', async () => {
  const { code, stderr } = await startBench(['--only', 'lunch']).ended;
  expect(code).toBe(2);
  expect(stderr).toContain('there is no row lunch; there are version, ');
});

/** Starts the benchmark of the installed program, with a folder of its own for what it makes. */
function startBench(args: readonly string[]) {
  const own = ['--program', inject('orcEntry'), '--json', join(folder, 'figures.json')];
  const child = spawn(process.execPath, ['--import', import.meta.resolve('tsx'), ENTRY, ...own, ...args], {
    env: { ...process.env, TMPDIR: folder },
  });
  const output = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk: Buffer) => {
    output.stdout += chunk;
  });
  child.stderr.on('data', (chunk: Buffer) => {
    output.stderr += chunk;
  });
  const ended = once(child, 'close').then(([code]) => ({ code: code as number, ...output }));
  return { child, ended };
}

function listLeftOvers(): string[] {
  return readdirSync(folder).filter((name) => name.startsWith('orchestrator-'));
}
