/** A running `orc watch --json`, and what it has said. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { atEnd } from '../clean-up.ts';
import { cleanEnvironment } from '../processes.ts';

export interface Watch {
  /** Resolves when every one of the tasks has been named since the call. Rejects when the watcher ends. */
  waitForChanges(ids: readonly string[]): Promise<void>;
  stop(): Promise<void>;
}

interface Waiting {
  readonly ids: Set<string>;
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
}

/** Starts a watcher and waits for its first line: from then on it sees what happens. */
export async function startWatch(program: string, root: string): Promise<Watch> {
  const child = spawn(process.execPath, [program, 'watch', '--json'], {
    cwd: root,
    env: cleanEnvironment(),
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  atEnd(() => child.kill());
  const waiting = new Set<Waiting>();
  const lines = createInterface({ input: child.stdout });
  lines.on('line', (line) => noteChanges(waiting, line));
  const ended = once(child, 'close').then(() => {
    for (const { reject } of waiting) reject(new Error('orc watch ended while something was awaited'));
  });
  await Promise.race([
    once(lines, 'line'),
    ended.then(() => {
      throw new Error('orc watch ended at once');
    }),
  ]);
  return {
    waitForChanges: (ids) =>
      new Promise((resolve, reject) => waiting.add({ ids: new Set(ids), resolve, reject })),
    async stop() {
      child.kill();
      await ended;
    },
  };
}

function noteChanges(waiting: Set<Waiting>, line: string): void {
  const { changes = [] }: { changes?: readonly { id: string }[] } = JSON.parse(line);
  for (const entry of waiting) {
    for (const { id } of changes) entry.ids.delete(id);
    if (entry.ids.size > 0) continue;
    waiting.delete(entry);
    entry.resolve();
  }
}
