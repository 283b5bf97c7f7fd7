import { PlanError } from '../errors.ts';
import type { Watch, WatchingPorts } from './ports.ts';
import { readProject } from './project.ts';
import { deriveEvent, type ProjectView, viewProject, type WatchEvent } from './watch/derive-event.ts';

export interface WatchListener {
  readonly onEvent: (event: WatchEvent) => void;
  /** Something is not as it should be, but the watch goes on. */
  readonly onWarning: (message: string) => void;
  /** The work tree is gone, so nothing more can happen; the watch has still to be closed. */
  readonly onEnd: (error: PlanError) => void;
}

/**
 * Tells what happens to tasks, claims and problems from now on; the first event says what there is. Throws
 * when that cannot be read. A later look that fails is a warning, and the next one makes up for it.
 */
export async function watchProject(ports: WatchingPorts, listener: WatchListener): Promise<Watch> {
  let view: ProjectView | null = null;
  let lastFailure: string | null = null;
  const look = async () => {
    const next = viewProject(await readProject(ports));
    const event = deriveEvent(view, next);
    view = next;
    if (event !== null) listener.onEvent(event);
  };
  const lookAgain = async () => {
    if (!ports.files.exists('.')) return listener.onEnd(describeGone(ports.root));
    try {
      await look();
      lastFailure = null;
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      if (message !== lastFailure) listener.onWarning(message);
      lastFailure = message;
    }
  };
  return ports.watch({ look: () => (view === null ? look() : lookAgain()), warn: listener.onWarning });
}

function describeGone(root: string): PlanError {
  return new PlanError('not-a-repository', `The work tree ${root} is gone, so there is nothing to watch.`, {
    hints: ['Start again in a work tree that exists.'],
  });
}
