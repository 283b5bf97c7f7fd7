import { cleanLine, cleanText } from '../core/clean-text.ts';
import { STATUSES_WITH_REASON } from '../core/fields.ts';
import { findMatches } from '../core/resolve-reference.ts';
import { COMPLEXITIES, PRIORITIES, STATUSES, type Status, type Task } from '../core/task.ts';
import { isTransitionAllowed } from '../core/transitions.ts';
import { PlanError } from '../errors.ts';
import type { FileEdit } from '../format/edit-file.ts';
import type { CommitReport, UpdateAnswer } from './answers.ts';
import { changeFile, today } from './change-file.ts';
import { claimTaken, isExpired, isOurs, renewClaim } from './claims.ts';
import { commitChange } from './commit-change.ts';
import { requireNoCycle } from './dependencies.ts';
import { describeTask } from './describe.ts';
import { taskMessage } from './messages.ts';
import type { Ports } from './ports.ts';
import { type Project, readProject, reportProblems, stateAt } from './project.ts';
import { notReady } from './refusals.ts';
import { type LocatedTask, requireTask } from './require-reference.ts';
import { requireText } from './require-text.ts';
import { requireValue } from './require-value.ts';
import { closeClaim } from './shared/close-claim.ts';
import { requireSpecialistName } from './specialists.ts';
import { statusVerb } from './status-verb.ts';
import { commitLeftover } from './sync-files.ts';

export interface UpdateRequest {
  readonly task: string;
  readonly title?: string | undefined;
  readonly priority?: string | undefined;
  readonly specialist?: string | undefined;
  readonly complexity?: string | undefined;
  readonly effort?: string | undefined;
  readonly status?: string | undefined;
  /** Needed for the statuses `blocked`, `failed` and `cancelled`. */
  readonly reason?: string | undefined;
  /** References to tasks of any plan. */
  readonly addDependencies?: readonly string[] | undefined;
  /** References, or the very text of a dependency that leads nowhere. */
  readonly removeDependencies?: readonly string[] | undefined;
  readonly note?: string | undefined;
  /** The revision that the caller has seen; another one is `stale-revision`. */
  readonly expect?: string | undefined;
}

/** Changes single fields of a task; everything else in the file stays as it is. */
export async function updateTask(ports: Ports, request: UpdateRequest): Promise<UpdateAnswer> {
  const { id, report, warnings } = await ports.exclusively(async () => {
    const project = await readProject(ports);
    const located = requireTask(project, request.task);
    return { id: located.task.id, ...(await applyUpdate(ports, project, located, request)) };
  });
  return answerUpdate(ports, id, report, warnings);
}

/** The answer of every command that changes one task. */
export async function answerUpdate(
  ports: Ports,
  id: string,
  report: CommitReport,
  warnings: readonly string[] = [],
): Promise<UpdateAnswer> {
  const project = await readProject(ports);
  const { node } = requireTask(project, id);
  const task = describeTask(project, node);
  return { kind: 'update', task, warnings, ...report, ...reportProblems(project) };
}

async function applyUpdate(
  ports: Ports,
  project: Project,
  located: LocatedTask,
  request: UpdateRequest,
): Promise<{ readonly report: CommitReport; readonly warnings: readonly string[] }> {
  const { task } = located;
  const claim = project.claims.get(task.id);
  const status = request.status === undefined ? null : requireValue(request.status, STATUSES, 'status');
  const hasNewStatus = status !== null && status !== task.status;
  if (hasNewStatus) requireTransition(ports, project, located, status);
  const edit = await deriveEdit(ports, project, located, request, hasNewStatus ? status : null);
  if (isEmpty(edit)) {
    throw new PlanError('usage', 'Nothing to change was given.', {
      hints: ['Name at least one field, or a note.'],
    });
  }
  if (task.status === 'completed') await commitLeftover(ports, project, task.path);
  await changeFile(ports, task.path, edit, request.expect);
  const isOver = hasNewStatus && status !== 'in_progress';
  if (!isOver) await renewClaim(ports, claim);
  const warnings = isOver && claim !== undefined ? await closeClaim(ports, claim, status) : [];
  const message = taskMessage({
    task,
    verb: statusVerb(hasNewStatus ? status : null),
    status: status ?? task.status,
  });
  return { report: await commitChange(ports, [task.path], message), warnings };
}

function requireTransition(ports: Ports, project: Project, located: LocatedTask, to: Status): void {
  const { task, node } = located;
  const claim = project.claims.get(task.id);
  if (claim !== undefined && !isOurs(ports, claim) && !isExpired(claim, project.now) && to !== 'cancelled') {
    throw claimTaken(ports, claim);
  }
  // A live claim means that work has begun, though the file does not say so.
  const from = task.status === 'pending' && claim !== undefined ? 'in_progress' : task.status;
  if (to === 'completed' || !isTransitionAllowed(from, to, 'update'))
    throw refuseTransition(task.id, from, to);
  if (to === 'in_progress' && stateAt(project, node) === 'waiting') throw notReady(project, located);
}

function refuseTransition(id: string, from: Status, to: Status): PlanError {
  const advice: Partial<Record<Status, string>> = {
    completed: `Record what was accomplished with \`orc complete ${id} --summary …\`.`,
    pending: `Open it again with \`orc reopen ${id} --reason …\`.`,
  };
  const hint = advice[to];
  return new PlanError('transition-refused', `${id} cannot go from ${from} to ${to} by an update.`, {
    ...(hint === undefined ? {} : { hints: [hint] }),
    data: { task: id, from, to },
  });
}

async function deriveEdit(
  ports: Ports,
  project: Project,
  { task }: LocatedTask,
  request: UpdateRequest,
  status: Status | null,
): Promise<FileEdit> {
  const { title, priority, specialist, complexity, effort, note } = request;
  const notes: string[] = [];
  const add = (request.addDependencies ?? []).map((reference) => requireTask(project, reference).task.id);
  requireNoCycle(project, task.id, add);
  const remove = (request.removeDependencies ?? []).map((text) => requireDependency(task, text));
  const set: FieldChanges = {
    ...(title === undefined
      ? {}
      : { title: cleanLine(requireText(title, 'title', 'Give a title of one line.')) }),
    ...(priority === undefined ? {} : { priority: requireValue(priority, PRIORITIES, 'priority') }),
    ...(specialist === undefined ? {} : { specialist: await requireSpecialistName(ports, specialist) }),
    ...(complexity === undefined ? {} : { complexity: requireValue(complexity, COMPLEXITIES, 'complexity') }),
    ...(effort === undefined ? {} : { effort: cleanLine(effort.trim()) || null }),
    ...(status === null
      ? reasonAlone(task, request.reason)
      : changeStatus(task, status, request.reason, notes)),
  };
  if (note !== undefined) notes.push(cleanText(requireText(note, 'note', 'Give the text of the note.')));
  return {
    set,
    ...(add.length === 0 ? {} : { add: { depends_on: add } }),
    ...(remove.length === 0 ? {} : { remove: { depends_on: remove } }),
    ...(notes.length === 0 ? {} : { notes: notes.map((text) => ({ date: today(ports), text })) }),
  };
}

type FieldChanges = NonNullable<FileEdit['set']>;

/** A state that needs a reason gets one; the reason of the state that ends is kept as a note. */
function changeStatus(task: Task, status: Status, reason: string | undefined, notes: string[]): FieldChanges {
  if (task.reason !== null) notes.push(`No longer ${task.status}; the reason was: ${task.reason}`);
  if (STATUSES_WITH_REASON.includes(status)) {
    return {
      status,
      reason: cleanLine(requireText(reason, 'reason', `Say with --reason why it is ${status}.`)),
    };
  }
  if (reason !== undefined) notes.push(`Now ${status}: ${cleanText(reason)}`);
  return { status, ...(task.reason === null ? {} : { reason: null }) };
}

/** A reason without a new status replaces the one that is there. */
function reasonAlone(task: Task, reason: string | undefined): FieldChanges {
  if (reason === undefined) return {};
  if (!STATUSES_WITH_REASON.includes(task.status)) {
    throw new PlanError('input-invalid', `${task.id} is ${task.status}, which takes no reason.`, {
      hints: ['Give a reason together with a new status, or write a note.'],
    });
  }
  return { reason: cleanLine(requireText(reason, 'reason', 'Say why.')) };
}

/** A dependency that leads nowhere can be removed by its very text. */
function requireDependency(task: Task, text: string): string {
  if (task.dependsOn.includes(text)) return text;
  const matches = findMatches(text, task.dependsOn);
  const [only, ...others] = matches;
  if (only !== undefined && others.length === 0) return only;
  if (matches.length > 1) {
    throw new PlanError('ref-ambiguous', `"${cleanLine(text)}" matches ${matches.join(', ')}.`, {
      data: { candidates: matches },
    });
  }
  throw new PlanError('ref-unknown', `${task.id} does not depend on "${cleanLine(text)}".`, {
    hints: [
      task.dependsOn.length === 0 ? 'It depends on no task.' : `It depends on ${task.dependsOn.join(', ')}.`,
    ],
  });
}

function isEmpty(edit: FileEdit): boolean {
  const isUnset = Object.keys(edit.set ?? {}).length === 0;
  return isUnset && edit.add === undefined && edit.remove === undefined && edit.notes === undefined;
}
