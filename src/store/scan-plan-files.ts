import { join } from 'node:path';
import { derivePlan, deriveTask } from '../core/derive-task.ts';
import { compareProblems, type Problem } from '../core/problem.ts';
import { createProblem } from '../core/rules.ts';
import type { Plan, Snapshot, Task, UnreadableFile } from '../core/task.ts';
import { parsePlanFile, parseTaskFile } from '../format/parse-file.ts';
import { MAX_FILE_BYTES } from '../format/split-file.ts';
import { blobOid, type ObjectFormat } from './blob-oid.ts';
import { listPlanFiles, type PlanFileEntry, type PlanFolders } from './list-plan-files.ts';
import { type ReadFailure, readRegularFile } from './safe-read.ts';

interface Scan {
  readonly plans: Plan[];
  readonly tasks: Task[];
  readonly unreadable: UnreadableFile[];
  readonly problems: Problem[];
}

/** Reads every plan and task file of a work tree. Whatever cannot be read is a problem, never an exception. */
export function scanPlanFiles(root: string, objectFormat: ObjectFormat): Snapshot {
  const folders = listPlanFiles(root);
  const scan: Scan = { plans: [], tasks: [], unreadable: [], problems: [] };
  for (const file of folders.files) readFile(root, objectFormat, file, scan);
  reportFolders(folders, scan);
  reportDuplicates(scan);
  scan.problems.sort(compareProblems);
  return scan;
}

function readFile(root: string, objectFormat: ObjectFormat, file: PlanFileEntry, scan: Scan): void {
  const { path, id, planId } = file;
  if (file.kind === 'misplaced') {
    scan.problems.push(createProblem('misplaced-file', { path }));
    scan.unreadable.push({ kind: 'task', id, planId, path });
    return;
  }
  const read = readRegularFile(join(root, path), MAX_FILE_BYTES);
  if (!read.ok) {
    scan.problems.push(createProblem(RULE_OF[read.failure], { path }, `It cannot be read: ${read.detail}.`));
    scan.unreadable.push({ kind: file.kind, id, planId, path });
    return;
  }
  const origin = { planId, path, revision: blobOid(read.bytes, objectFormat) };
  if (file.kind === 'task') {
    const parsed = parseTaskFile({ bytes: read.bytes, path, id });
    scan.problems.push(...parsed.problems);
    if (parsed.written === null) scan.unreadable.push({ kind: 'task', id, planId, path });
    else scan.tasks.push(deriveTask(parsed.written, origin));
  } else {
    const parsed = parsePlanFile({ bytes: read.bytes, path, id });
    scan.problems.push(...parsed.problems);
    if (parsed.written === null) {
      scan.unreadable.push({ kind: 'plan', id, planId, path, parent: parsed.fields.parent ?? null });
    } else scan.plans.push(derivePlan(parsed.written, origin));
  }
}

const RULE_OF = {
  missing: 'unreadable-file', // it went away between listing and reading
  symlink: 'symbolic-link',
  'not-regular': 'not-a-regular-file',
  'too-large': 'file-too-large',
  unreadable: 'unreadable-file',
} as const satisfies Record<ReadFailure, string>;

function reportFolders({ withoutPlan, linkedFolders, unlisted }: PlanFolders, { problems }: Scan): void {
  for (const planId of withoutPlan) {
    problems.push(createProblem('plan-missing', { path: `.tasks/${planId}/plan.md` }));
  }
  for (const path of linkedFolders) problems.push(createProblem('symbolic-link', { path }));
  for (const { path, detail } of unlisted) {
    problems.push(createProblem('unreadable-file', { path }, `The folder cannot be listed: ${detail}.`));
  }
}

/** Two files with one id: nobody can say which of them is meant. */
function reportDuplicates({ tasks, unreadable, problems }: Scan): void {
  const pathsOf = new Map<string, string[]>();
  for (const { id, path } of [...tasks, ...unreadable.filter(({ kind }) => kind === 'task')]) {
    const paths = pathsOf.get(id);
    if (paths === undefined) pathsOf.set(id, [path]);
    else paths.push(path);
  }
  for (const [id, paths] of pathsOf) {
    if (paths.length === 1) continue;
    for (const path of paths) {
      const others = paths.filter((other) => other !== path).join(', ');
      problems.push(createProblem('duplicate-id', { path }, `The id ${id} is also claimed by ${others}.`));
    }
  }
}
