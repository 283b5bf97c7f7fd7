/** What has to be gone when the benchmark ends, however it ends: folders and processes of its own. */
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const actions: (() => void)[] = [];

process.once('exit', cleanUp);
for (const [signal, code] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 129],
] as const) {
  process.once(signal, () => process.exit(code));
}

/** Runs the action when the process ends, is interrupted, or fails: the latest first. */
export function atEnd(action: () => void): void {
  actions.push(action);
}

/** Creates an empty folder that is removed at the end. Returns its real path. */
export function createFolder(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'orchestrator-bench-')));
  atEnd(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
  return folder;
}

/** Runs what `atEnd` was given; the benchmark itself does so when it ends. */
export function cleanUp(): void {
  for (let action = actions.pop(); action !== undefined; action = actions.pop()) {
    try {
      action();
    } catch (error) {
      console.error(`clean-up: ${(error as Error).message}`);
    }
  }
}
