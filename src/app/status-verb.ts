import type { Status } from '../core/task.ts';

/** What a commit that takes a task to a new status calls it; null: the status stays. */
export function statusVerb(status: Status | null): string {
  switch (status) {
    case 'in_progress':
      return 'begin';
    case 'pending':
      return 'put back';
    case 'blocked':
      return 'block';
    case 'failed':
      return 'give up';
    case 'cancelled':
      return 'cancel';
    case 'completed':
      return 'complete';
    default:
      return 'update';
  }
}
