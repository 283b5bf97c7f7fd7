import { derivePlan, deriveTask } from '../../core/derive-task.ts';
import type { FileVersion } from '../../core/diff/file-version.ts';
import type { Problem } from '../../core/problem.ts';
import { createProblem } from '../../core/rules.ts';
import type { WrittenTask } from '../../core/task.ts';
import { decodeText } from '../../format/decode-text.ts';
import { parsePlanFile, parseTaskFile } from '../../format/parse-file.ts';
import { readBody } from '../../format/sections.ts';
import { isFault, splitFile } from '../../format/split-file.ts';
import { type PlanFile, readPlanFilePath } from '../lint/plan-file.ts';
import type { StoredFile } from '../ports.ts';

const LEFT_ALONE = /^(?:README|synthesis)\.md$/;
const START = { line: 1, column: 1 };

/** Whether a path is one that the planner reads. */
export function isPlanPath(path: string): boolean {
  const [name = '', folder = '', ...above] = path.split('/').reverse();
  if (above.at(-1) !== '.tasks' && folder !== '.tasks') return false;
  if (above.length > 1 || !name.endsWith('.md') || name.startsWith('.') || LEFT_ALONE.test(name))
    return false;
  return above.length === 0 || !folder.startsWith('.');
}

/**
 * What a file of a commit says, by the rules for files on the disk. `written` is what these very bytes are known to say,
 * without any problem: then no more is read of them than somebody asks for.
 */
export function readVersion(
  path: string,
  { oid, mode }: StoredFile,
  bytes: Uint8Array,
  written: WrittenTask | null = null,
): FileVersion {
  const file = describePath(path);
  if (file.planId === '') return refuseFile(file, oid, [createProblem('misplaced-file', { path })]);
  if (mode !== '100644' && mode !== '100755') {
    const code = mode === '120000' ? 'symbolic-link' : 'not-a-regular-file';
    return refuseFile(file, oid, [createProblem(code, { path })]);
  }
  if (file.kind === 'plan') return readPlan(file, oid, bytes);
  return written === null ? readTask(file, oid, bytes) : describeTask(file, oid, bytes, written);
}

/** A file of which nothing can be read but where it lies. */
export function refuseFile(file: PlanFile, revision: string, problems: readonly Problem[]): FileVersion {
  const none = { written: null, task: null, plan: null, body: null, bodyText: '' };
  return { ...file, ...none, revision, unreadable: file, problems, locateField: () => START };
}

/** What kind of file a path is of; one beside the plans is taken for a task of none. */
export function describePath(path: string): PlanFile {
  const name = path.slice(path.lastIndexOf('/') + 1, -'.md'.length);
  return readPlanFilePath(path) ?? { kind: 'task', id: name, planId: '', path };
}

function readTask(file: PlanFile, revision: string, bytes: Uint8Array): FileVersion {
  const { written, body, problems, locateField } = parseTaskFile({ bytes, path: file.path, id: file.id });
  const bodyOf = remember(() => (written === null ? null : readBody(body)));
  return {
    ...file,
    revision,
    written,
    task: written === null ? null : deriveTask(written, { ...file, revision }),
    plan: null,
    bodyText: body,
    get body() {
      return bodyOf();
    },
    unreadable: written === null ? file : null,
    problems,
    locateField,
  };
}

function describeTask(
  file: PlanFile,
  revision: string,
  bytes: Uint8Array,
  written: WrittenTask,
): FileVersion {
  const bodyText = remember(() => cutBody(bytes));
  const body = remember(() => readBody(bodyText()));
  const parse = remember(() => readTask(file, revision, bytes));
  return {
    ...file,
    revision,
    written,
    task: deriveTask(written, { ...file, revision }),
    plan: null,
    get bodyText() {
      return bodyText();
    },
    get body() {
      return body();
    },
    unreadable: null,
    problems: [],
    locateField: (...place) => parse().locateField(...place),
  };
}

function cutBody(bytes: Uint8Array): string {
  const text = decodeText(bytes) ?? '';
  const split = splitFile(text);
  return isFault(split) ? '' : text.slice(split.bodyStart);
}

function readPlan(file: PlanFile, revision: string, bytes: Uint8Array): FileVersion {
  const { written, body, problems, fields, locateField } = parsePlanFile({ bytes, ...file });
  const bodyOf = remember(() => (written === null ? null : readBody(body)));
  return {
    ...file,
    revision,
    written,
    task: null,
    plan: written === null ? null : derivePlan(written, { path: file.path, revision }),
    bodyText: body,
    get body() {
      return bodyOf();
    },
    unreadable: written === null ? { ...file, parent: fields.parent ?? null } : null,
    problems,
    locateField,
  };
}

/** Bodies are taken apart when first asked for: of most files only the fields changed. */
function remember<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | null = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
