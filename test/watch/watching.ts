/** A watch of a real repository, in this process. */
import { readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, vi } from 'vitest';
import type { WatchEvent } from '../../src/app/watch/derive-event.ts';
import { watchProject } from '../../src/app/watch-project.ts';
import type { State } from '../../src/core/task.ts';
import { openWorkspace } from '../../src/workspace.ts';

/** Generous, because a busy machine is no failure; but the look that needs no hint comes after 30 seconds. */
export const TIMEOUT_MS = 25_000;

export interface Watching {
  readonly events: readonly WatchEvent[];
  readonly warnings: readonly string[];
  readonly ends: readonly Error[];
  /** Waits until the events have led to these states; null for a task that is not there. */
  sees(states: Readonly<Record<string, State | null>>): Promise<void>;
  close(): Promise<void>;
}

/** Starts to watch; what the first look sees is known when it resolves. */
export async function startWatching(directory: string): Promise<Watching> {
  const events: WatchEvent[] = [];
  const warnings: string[] = [];
  const ends: Error[] = [];
  const states = new Map<string, State>();
  const ports = await openWorkspace({ directory, actor: 'ada' });
  const watch = await watchProject(ports, {
    onEvent: (event) => {
      events.push(event);
      for (const { id, to } of event.changes) {
        if (to === null) states.delete(id);
        else states.set(id, to);
      }
    },
    onWarning: (message) => warnings.push(message),
    onEnd: (error) => ends.push(error),
  });
  return {
    events,
    warnings,
    ends,
    sees: (wanted) =>
      vi.waitFor(
        () => {
          const seen = Object.keys(wanted).map((id) => [id, states.get(id) ?? null]);
          expect(Object.fromEntries(seen)).toEqual(wanted);
        },
        { timeout: TIMEOUT_MS, interval: 20 },
      ),
    close: () => watch.close(),
  };
}

/** How many watches the system keeps for this process. */
export function countSystemWatches(): number {
  const infos = readdirSync('/proc/self/fdinfo').map((fd) => {
    try {
      return readFileSync(`/proc/self/fdinfo/${fd}`, 'utf8');
    } catch {
      return ''; // the one of the listing itself
    }
  });
  return infos.join('\n').match(/^inotify /gm)?.length ?? 0;
}

/** Writes a file so that no look can see it half written. */
export function replaceFile(root: string, path: string, text: string): void {
  const temporary = join(root, dirname(path), '.half-written');
  writeFileSync(temporary, text);
  renameSync(temporary, join(root, path));
}
