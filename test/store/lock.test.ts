import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { withLock } from '../../src/store/lock.ts';
import { judgeProcess, readOwnIdentity } from '../../src/store/process-identity.ts';

const WORKER = join(import.meta.dirname, 'lock-worker.ts');
let folder = '';
let lockPath = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'orchestrator-lock-'));
  lockPath = join(folder, 'locks', 'repository');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function startWorker(mode: 'count' | 'hold', rounds = 0) {
  return spawn(
    process.execPath,
    ['--import', 'tsx', WORKER, mode, lockPath, join(folder, 'counter'), String(rounds)],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
}

describe('withLock', () => {
  it('runs callers of one process one after the other, in order', async () => {
    const seen: string[] = [];
    const work = (name: string) => async () => {
      seen.push(`${name} in`);
      await sleep(5);
      seen.push(`${name} out`);
    };
    await Promise.all(['a', 'b', 'c'].map((name) => withLock(lockPath, work(name))));
    expect(seen).toEqual(['a in', 'a out', 'b in', 'b out', 'c in', 'c out']);
    expect(readdirSync(join(folder, 'locks'))).toEqual([]);
  });

  it('returns the result, and lets the next one in after an error', async () => {
    await expect(withLock(lockPath, () => Promise.reject(new Error('spilled')))).rejects.toThrow('spilled');
    expect(await withLock(lockPath, () => Promise.resolve('done'))).toBe('done');
  });

  it('loses no update of 6 processes', async () => {
    writeFileSync(join(folder, 'counter'), '0');
    const workers = Array.from({ length: 6 }, () => startWorker('count', 20));
    const statuses = await Promise.all(workers.map(async (worker) => (await once(worker, 'close'))[0]));
    expect(statuses).toEqual([0, 0, 0, 0, 0, 0]);
    expect(readFileSync(join(folder, 'counter'), 'utf8')).toBe('120');
  });

  it('takes the lock over from a killed process, and cleans up after it', async () => {
    for (let round = 0; round < 3; round++) {
      const worker = startWorker('hold');
      await once(worker.stdout, 'data');
      worker.kill('SIGKILL');
      await once(worker, 'close');
      expect(existsSync(lockPath)).toBe(true);
      expect(await Promise.all([1, 2].map((value) => withLock(lockPath, async () => value)))).toEqual([1, 2]);
      expect(readdirSync(join(folder, 'locks'))).toEqual([]);
    }
  });

  it('passes the right to break on when the breaker was killed too', async () => {
    const child = spawn(process.execPath, ['--eval', '']);
    await once(child, 'close');
    await withLock(lockPath, async () => undefined);
    const dead = { ...readOwnIdentity(), pid: child.pid, start: '1', at: '2020-01-01T00:00:00.000Z' };
    const text = (nonce: string) => `ORCHESTRATOR-LOCK 1\n${JSON.stringify({ ...dead, nonce })}\n`;
    writeFileSync(lockPath, text('first'));
    writeFileSync(`${lockPath}.break.first`, text('second'));
    writeFileSync(`${lockPath}.break.second`, text('third'));
    expect(await withLock(lockPath, async () => 'mine')).toBe('mine');
    expect(readdirSync(join(folder, 'locks'))).toEqual([]);
  });

  it('says who holds it when the time is up, and leaves a live or foreign lock alone', async () => {
    const worker = startWorker('hold');
    await once(worker.stdout, 'data');
    await expect(withLock(lockPath, async () => undefined, { timeoutMs: 30 })).rejects.toMatchObject({
      code: 'contention',
      data: { holder: { pid: worker.pid } },
    });
    worker.kill('SIGSTOP');
    await expect(withLock(lockPath, async () => undefined, { timeoutMs: 30 })).rejects.toMatchObject({
      code: 'contention',
    });
    worker.kill('SIGKILL');
    await once(worker, 'close');
    writeFileSync(lockPath, 'somebody else’s');
    await expect(withLock(lockPath, async () => undefined, { timeoutMs: 30 })).rejects.toThrow(
      /not this program/,
    );
    expect(readFileSync(lockPath, 'utf8')).toBe('somebody else’s');
  });
});

describe('judgeProcess', () => {
  const self = readOwnIdentity();
  const verdicts: readonly (readonly [string, object, string])[] = [
    ['ourselves', {}, 'alive'],
    ['another boot of this machine', { boot: 'earlier' }, 'dead'],
    ['a pid that was given out again', { start: 'earlier' }, 'dead'],
    ['another machine', { host: 'elsewhere', boot: 'earlier' }, 'unknown'],
    ['another container', { namespace: 'pid:[1]', pid: 2 ** 30 }, 'unknown'],
    ['a pid that does not exist', { pid: 2 ** 30 }, 'dead'],
  ];
  for (const [name, changes, verdict] of verdicts) {
    it(`says ${verdict} of ${name}`, () => expect(judgeProcess({ ...self, ...changes })).toBe(verdict));
  }
});
