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
export interface PlanFileContent {
  readonly task?: Task;
  /** The same as it stands in the file: what the index keeps of it. */
  readonly written?: WrittenTask;
  readonly plan?: Plan;
  readonly unreadable?: UnreadableFile;
  readonly problems: readonly Problem[];
}

export interface ReadFile extends PlanFileContent {
  /** How the file looked just before it was read. */
  readonly signature: Signature;
}

/** Reads one plan or task file. Whatever is wrong is a problem, never an exception. */
export function readPlanFile(root: string, objectFormat: ObjectFormat, file: PlanFileEntry): ReadFile {
  const { path, id, planId } = file;
  const kind = file.kind === 'plan' ? 'plan' : 'task';
  if (file.kind === 'misplaced') return { ...describeMisplaced(file), signature: look(root, path) };
  const read = readRegularFile(join(root, path), MAX_FILE_BYTES);
  if (!read.ok) {
    const problem = createProblem(RULE_OF[read.failure], { path }, `It cannot be read: ${read.detail}.`);
    return { unreadable: { kind, id, planId, path }, problems: [problem], signature: look(root, path) };
  }
  const content = interpretPlanFile(file, read.bytes, blobOid(read.bytes, objectFormat));
  return { ...content, signature: read.signature };
}

/** What the bytes of a plan or task file say, wherever they come from. */
export function interpretPlanFile(file: PlanFileEntry, bytes: Uint8Array, revision: string): PlanFileContent {
  const { path, id, planId } = file;
  const origin = { planId, path, revision };
  if (file.kind === 'misplaced') return describeMisplaced(file);
  if (file.kind === 'task') {
    const { written, problems } = parseTaskFile({ bytes, path, id });
    if (written === null) return { unreadable: { kind: 'task', id, planId, path }, problems };
    return { task: deriveTask(written, origin), written, problems };
  }
  const { written, problems, fields } = parsePlanFile({ bytes, path, id });
  if (written !== null) return { plan: derivePlan(written, origin), problems };
  return { unreadable: { kind: 'plan', id, planId, path, parent: fields.parent ?? null }, problems };
}

function describeMisplaced({ id, planId, path }: PlanFileEntry): PlanFileContent {
  const problems = [createProblem('misplaced-file', { path })];
  return { unreadable: { kind: 'task', id, planId, path }, problems };
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
