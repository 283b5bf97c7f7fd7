import { join } from 'node:path';
import { derivePlan, deriveTask } from '../core/derive-task.ts';
import type { Problem } from '../core/problem.ts';
import { createProblem } from '../core/rules.ts';
import type { Plan, Task, UnreadableFile, WrittenTask } from '../core/task.ts';
import { parsePlanFile, parseTaskFile } from '../format/parse-file.ts';
import { MAX_FILE_BYTES } from '../format/split-file.ts';
import { blobOid, type ObjectFormat } from './blob-oid.ts';
import type { PlanFileEntry } from './list-plan-files.ts';
import { type ReadFailure, readRegularFile } from './safe-read.ts';
import { ABSENT, readSignature, type Signature } from './signature.ts';

/** What one file says: exactly one of the three, and what is wrong with it. */
export interface ReadFile {
  readonly task?: Task;
  /** The same as it stands in the file: what the index keeps of it. */
  readonly written?: WrittenTask;
  readonly plan?: Plan;
  readonly unreadable?: UnreadableFile;
  readonly problems: readonly Problem[];
  /** How the file looked just before it was read. */
  readonly signature: Signature;
}

/** Reads one plan or task file. Whatever is wrong is a problem, never an exception. */
export function readPlanFile(root: string, objectFormat: ObjectFormat, file: PlanFileEntry): ReadFile {
  const { path, id, planId } = file;
  const kind = file.kind === 'plan' ? 'plan' : 'task';
  if (file.kind === 'misplaced') {
    const problems = [createProblem('misplaced-file', { path })];
    return { unreadable: { kind, id, planId, path }, problems, signature: look(root, path) };
  }
  const read = readRegularFile(join(root, path), MAX_FILE_BYTES);
  if (!read.ok) {
    const problem = createProblem(RULE_OF[read.failure], { path }, `It cannot be read: ${read.detail}.`);
    return { unreadable: { kind, id, planId, path }, problems: [problem], signature: look(root, path) };
  }
  const { signature } = read;
  const origin = { planId, path, revision: blobOid(read.bytes, objectFormat) };
  if (kind === 'task') {
    const { written, problems } = parseTaskFile({ bytes: read.bytes, path, id });
    if (written === null) return { unreadable: { kind, id, planId, path }, problems, signature };
    return { task: deriveTask(written, origin), written, problems, signature };
  }
  const { written, problems, fields } = parsePlanFile({ bytes: read.bytes, path, id });
  if (written !== null) return { plan: derivePlan(written, origin), problems, signature };
  return { unreadable: { kind, id, planId, path, parent: fields.parent ?? null }, problems, signature };
}

function look(root: string, path: string): Signature {
  return readSignature(join(root, path)) ?? ABSENT;
}

const RULE_OF = {
  missing: 'unreadable-file', // it went away between listing and reading
  symlink: 'symbolic-link',
  'not-regular': 'not-a-regular-file',
  'too-large': 'file-too-large',
  unreadable: 'unreadable-file',
} as const satisfies Record<ReadFailure, string>;
