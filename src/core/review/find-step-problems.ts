import type { FileVersion, VersionPair } from '../diff/file-version.ts';
import type { ChangedItem } from '../diff/find-item-changes.ts';
import type { Problem } from '../problem.ts';
import type { Task } from '../task.ts';
import { createReviewProblem, type ReviewCode } from './review-rules.ts';

/** Written once by `complete`. `commits` is not among them: it follows rewritten history. */
const RECORD: ReadonlySet<string> = new Set([
  'completion',
  'completed_at',
  'completed_by',
  'started_at',
  'artifacts',
  'artifact_type',
]);
const REOPENED = /^\d{4}-\d\d-\d\d: Reopened \(/;

/** Finds what the life of a task does not allow, from one side to the other. */
export function findStepProblems(pairs: readonly VersionPair[], changed: readonly ChangedItem[]): Problem[] {
  const fieldsOf = new Map(changed.map(({ path, fields }) => [path, fields]));
  return pairs.flatMap(({ before, after }) => {
    if (before?.task == null) return [];
    if (after === null) return findRemoval(before.task);
    if (after.task === null) return [];
    const sides = { before, old: before.task, after, now: after.task };
    return checkStep(sides, fieldsOf.get(after.path)?.map(({ field }) => field) ?? []);
  });
}

interface StepSides {
  readonly before: FileVersion;
  readonly old: Task;
  readonly after: FileVersion;
  readonly now: Task;
}

function findRemoval({ id, path, status }: Task): Problem[] {
  if (status !== 'completed') return [];
  return [createReviewProblem('completed-removed', { path }, `${id} is completed, and its file is removed.`)];
}

function checkStep(sides: StepSides, fields: readonly string[]): Problem[] {
  const { old, now, after } = sides;
  const complain: Complain = (code, field, message) => [
    createReviewProblem(code, { path: after.path, ...after.locateField(field) }, message),
  ];
  if (old.status === 'completed' && now.status === 'completed') return checkRecord(sides, fields, complain);
  if (old.status === 'completed' && !isReopened(sides)) {
    return complain('silent-reopening', 'status', `${now.id} was completed and is ${now.status} now.`);
  }
  if (old.status === 'cancelled' && now.status !== 'cancelled' && !isReopened(sides)) {
    return complain('illegal-step', 'status', `${now.id} was cancelled and is ${now.status} now.`);
  }
  // Without a source, the rule for files says so.
  const isByHand = now.status === 'completed' && now.completion === null && now.source !== null;
  if (!isByHand || old.status === 'completed') return [];
  return complain('completion-missing', 'status', `${now.id} became completed without a \`completion\`.`);
}

type Complain = (code: ReviewCode, field: string, message: string) => Problem[];

function checkRecord(sides: StepSides, fields: readonly string[], complain: Complain): Problem[] {
  const { now } = sides;
  const record = fields.filter((field) => RECORD.has(field));
  const hasOtherResult = fields.includes('result');
  if ((record.length === 0 && !hasOtherResult) || isReopened(sides)) return [];
  const names = record.map((field) => `\`${field}\``).join(', ');
  const [first] = record;
  const edited =
    first === undefined
      ? []
      : complain('edited-record', first, `${now.id} is completed, and ${names} changed.`);
  if (!hasOtherResult) return edited;
  return [
    ...edited,
    ...complain('edited-result', 'status', `${now.id} is completed, and its result changed.`),
  ];
}

/** Whether a note of `orc reopen` came with the change. */
function isReopened({ before, after }: StepSides): boolean {
  const known = new Set(before.body?.notes);
  return (after.body?.notes ?? []).some((note) => REOPENED.test(note) && !known.has(note));
}
