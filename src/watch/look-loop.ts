/**
 * Decides when to look. A hint waits for a quiet moment, so that a checkout of thousands of files is one look
 * and not thousands, but never for long. Looks do not overlap: a hint during one brings another after it.
 */

export interface LookLoopOptions {
  readonly look: () => Promise<void>;
  /** How long no hint may come before it looks. */
  readonly quietMs: number;
  /** How long it waits at most while hints keep coming. */
  readonly maxWaitMs: number;
  /** How long after a look it looks again without any hint. */
  readonly idleMs: number;
}

export interface LookLoop {
  hint(): void;
  /** Changes how often it looks without hints, from the next look on. */
  setIdle(idleMs: number): void;
  /** Resolves when no look is under way, and there will be none. */
  close(): Promise<void>;
}

/** Starts to wait for hints; `look` must not throw. */
export function createLookLoop(options: LookLoopOptions): LookLoop {
  const { look, quietMs, maxWaitMs } = options;
  let { idleMs } = options;
  let firstHint: number | null = null;
  let lastHint = 0;
  let running: Promise<void> | null = null;
  let closed = false;
  let timer = setTimeout(run, idleMs);

  function waitAgain(): void {
    if (closed) return;
    clearTimeout(timer);
    timer = firstHint === null ? setTimeout(run, idleMs) : setTimeout(runWhenQuiet, quietMs);
  }

  function runWhenQuiet(): void {
    const now = performance.now();
    const isDue = now - lastHint >= quietMs || now - (firstHint ?? now) >= maxWaitMs;
    if (isDue) run();
    else timer = setTimeout(runWhenQuiet, Math.max(1, lastHint + quietMs - now));
  }

  function run(): void {
    firstHint = null;
    running = look().finally(() => {
      running = null;
      waitAgain();
    });
  }

  return {
    hint() {
      lastHint = performance.now();
      if (firstHint !== null) return;
      firstHint = lastHint;
      if (running === null) waitAgain();
    },
    setIdle(wanted) {
      idleMs = wanted;
      if (running === null && firstHint === null) waitAgain();
    },
    async close() {
      closed = true;
      clearTimeout(timer);
      await running;
    },
  };
}
