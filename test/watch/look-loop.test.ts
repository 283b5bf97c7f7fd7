import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createLookLoop, type LookLoop } from '../../src/watch/look-loop.ts';

let looks: number[];
let finishLook: (() => void) | null;
let loop: LookLoop;

beforeEach(() => {
  vi.useFakeTimers({ now: 0, toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  looks = [];
  finishLook = null;
});
afterEach(async () => {
  finishLook?.();
  await loop.close();
  vi.useRealTimers();
});

function start({ isSlow = false } = {}): void {
  const look = () => {
    looks.push(performance.now());
    return new Promise<void>((resolve) => {
      finishLook = resolve;
      if (!isSlow) resolve();
    });
  };
  loop = createLookLoop({ look, quietMs: 40, maxWaitMs: 500, idleMs: 30_000 });
}

async function hintEvery(stepMs: number, times: number): Promise<void> {
  for (let n = 0; n < times; n++) {
    loop.hint();
    await vi.advanceTimersByTimeAsync(stepMs);
  }
}

describe('looks', () => {
  it('once for many hints, when they have stopped', async () => {
    start();
    await hintEvery(10, 20);
    expect(looks).toEqual([]);
    await vi.advanceTimersByTimeAsync(1000);
    expect(looks).toEqual([230]);
  });

  it('while hints keep coming, but seldom', async () => {
    start();
    await hintEvery(10, 200);
    expect(looks.length).toBeGreaterThanOrEqual(3);
    expect(looks.length).toBeLessThanOrEqual(4);
    expect(looks[0]).toBeLessThanOrEqual(550);
  });

  it('without any hint, now and then', async () => {
    start();
    await vi.advanceTimersByTimeAsync(95_000);
    expect(looks).toEqual([30_000, 60_000, 90_000]);
    loop.setIdle(2_000);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(looks).toHaveLength(5);
  });

  it('again after a hint that came during a look, and never twice at once', async () => {
    start({ isSlow: true });
    loop.hint();
    await vi.advanceTimersByTimeAsync(100);
    expect(looks).toHaveLength(1);
    await hintEvery(100, 10);
    expect(looks).toHaveLength(1);
    finishLook?.();
    await vi.advanceTimersByTimeAsync(100);
    expect(looks).toHaveLength(2);
  });

  it('no more once it is closed, which waits for the look that is under way', async () => {
    start({ isSlow: true });
    loop.hint();
    await vi.advanceTimersByTimeAsync(100);
    let isClosed = false;
    const closed = loop.close().then(() => {
      isClosed = true;
    });
    loop.hint();
    await vi.advanceTimersByTimeAsync(60_000);
    expect({ isClosed, looks: looks.length }).toEqual({ isClosed: false, looks: 1 });
    finishLook?.();
    await closed;
    await vi.advanceTimersByTimeAsync(60_000);
    expect(looks).toHaveLength(1);
  });
});
