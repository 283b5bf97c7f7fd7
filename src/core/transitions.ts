/**
 * The life of a task as its file tells it. A completed task comes back only by `reopen`, with a reason,
 * and a pending one is completed only by `complete`, so that no result is lost and none is invented.
 */
import type { Status } from './task.ts';

/** Which command asks for the change. */
export type TransitionCommand = 'update' | 'complete' | 'reopen' | 'cancel';

/** For every command and present status, the statuses that may follow. Staying the same is no transition. */
const TRANSITIONS: Readonly<Record<TransitionCommand, Readonly<Partial<Record<Status, readonly Status[]>>>>> =
  {
    update: {
      pending: ['in_progress', 'blocked', 'cancelled'],
      in_progress: ['pending', 'blocked', 'completed', 'failed', 'cancelled'],
      blocked: ['pending', 'cancelled'],
      failed: ['pending', 'cancelled'],
    },
    complete: { pending: ['completed'], in_progress: ['completed'] },
    reopen: { completed: ['pending'], cancelled: ['pending'], blocked: ['pending'], failed: ['pending'] },
    cancel: {
      pending: ['cancelled'],
      in_progress: ['cancelled'],
      blocked: ['cancelled'],
      failed: ['cancelled'],
    },
  };

/** Tells whether the command may take a task from one status to another; false for the same status. */
export function isTransitionAllowed(from: Status, to: Status, via: TransitionCommand): boolean {
  return TRANSITIONS[via][from]?.includes(to) ?? false;
}
