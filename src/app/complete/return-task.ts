import type { Claim, Task } from '../../core/task.ts';
import { changeFile, today } from '../change-file.ts';
import { commitChange } from '../commit-change.ts';
import type { Submission } from '../complete-task.ts';
import { taskMessage } from '../messages.ts';
import type { Ports } from '../ports.ts';
import { closeClaim } from '../shared/close-claim.ts';
import type { Outcome } from './describe-completion.ts';

interface Return {
  readonly task: Task;
  readonly submission: Submission;
  readonly nextAction: 'needs_revision' | 'blocked';
  readonly claim: Claim | null;
}

/**
 * Puts a task back that is not done: to pending with the result as a note, or to blocked with the summary as
 * the reason. The claim is released; the files of the work stay as they are, uncommitted.
 */
export async function returnTask(ports: Ports, given: Return): Promise<Outcome> {
  const { task, submission, nextAction, claim } = given;
  const isBlocked = nextAction === 'blocked';
  const status = isBlocked ? ('blocked' as const) : ('pending' as const);
  const { summary, details, paths } = submission;
  const report = [`${isBlocked ? 'Blocked' : 'Needs revision'} (${ports.actor}): ${summary}`];
  if (details !== '') report.push(details);
  if (paths.length > 0) report.push(`Files so far: ${paths.join(', ')}`);

  await changeFile(ports, task.path, {
    set: { status, reason: isBlocked ? (summary.split('\n', 1)[0] ?? summary) : null },
    notes: [{ date: today(ports), text: report.join('\n') }],
  });
  const message = taskMessage({
    task,
    verb: isBlocked ? 'block' : 'return for revision:',
    status,
    body: summary,
  });
  const commit = await commitChange(ports, [task.path], message);
  const told = claim === null ? [] : await closeClaim(ports, claim, status);
  const left = paths.length === 0 ? [] : ['The files of the work were left as they are, uncommitted.'];
  return { repeated: false, report: commit, warnings: [...left, ...told] };
}
