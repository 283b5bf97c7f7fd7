/**
 * Bytes of a plan or task file to its value. Bad input never throws: whatever is wrong comes back as a
 * problem with its place, and a file with an error has no value at all, so that nobody acts on half of it.
 */
import { type FieldSpec, PLAN_FIELDS, STATUSES_WITH_REASON, TASK_FIELDS } from '../core/fields.ts';
import type { Problem } from '../core/problem.ts';
import { createProblem } from '../core/rules.ts';
import type { WrittenPlan, WrittenTask } from '../core/task.ts';
import { decodeText, locateInvalidBytes } from './decode-text.ts';
import type { Complaint } from './field-complaint.ts';
import { type FrontMatter, readFrontMatter, readGuardedYaml } from './front-matter.ts';
import { locate, type RawEntry } from './raw-value.ts';
import { isFault, MAX_FILE_BYTES, type SplitFile, splitFile, type TextFault } from './split-file.ts';
import { type TypedFields, typeFields } from './type-fields.ts';

interface FileSource {
  readonly bytes: Uint8Array;
  /** POSIX path relative to the root, for problems. */
  readonly path: string;
  /** What the name claims: of the file for a task, of the folder for a plan. */
  readonly id: string;
}

interface ParseOptions {
  /** Leaves out the fast reading of plain lines; the result is the same. */
  readonly yamlOnly?: boolean;
}

export interface ParsedFile<Written> {
  /** Null when the file has an error: it is unreadable. */
  readonly written: Written | null;
  /** Text after the front matter, bytes as they are; empty when there is no front matter. */
  readonly body: string;
  readonly problems: readonly Problem[];
  /** Well-formed fields, given even when the file is unreadable; for repairs only. */
  readonly fields: Partial<Written>;
  /** Place of a field's value, or of the item `index` of its list; of the first line when absent. */
  readonly locateField: (field: string, index?: number) => { line: number; column: number };
}

const TASK_TABLE = new Map(TASK_FIELDS.map((field) => [field.name, field]));
const PLAN_TABLE = new Map(PLAN_FIELDS.map((field) => [field.name, field]));

/** Reads a task file. */
export function parseTaskFile(source: FileSource, options: ParseOptions = {}): ParsedFile<WrittenTask> {
  return parseFile<WrittenTask>(source, TASK_TABLE, options);
}

/** Reads a `plan.md`. */
export function parsePlanFile(source: FileSource, options: ParseOptions = {}): ParsedFile<WrittenPlan> {
  return parseFile<WrittenPlan>(source, PLAN_TABLE, options);
}

function parseFile<Written>(
  source: FileSource,
  table: ReadonlyMap<string, FieldSpec>,
  options: ParseOptions,
): ParsedFile<Written> {
  const { bytes, path } = source;
  if (bytes.length > MAX_FILE_BYTES) return refuse([createProblem('file-too-large', { path })], '');
  const text = decodeText(bytes);
  if (text === null)
    return refuse([createProblem('invalid-utf8', { path, ...locateInvalidBytes(bytes) })], '');
  const split = splitFile(text);
  if (isFault(split)) return refuse([describeFault(text, path, split)], '');
  const body = text.slice(split.bodyStart);
  const matter = readMatter(text, split, options);
  if (matter.faults.length > 0) {
    return refuse(
      matter.faults.map((fault) => describeFault(text, path, fault)),
      body,
    );
  }
  const typed = typeFields(matter.entries, table);
  const complaints = [...typed.complaints, ...checkFile(source, typed, matter.entries, split.start)];
  const problems = complaints.map((complaint) => describeFault(text, path, complaint));
  // The table types each field as its interface declares it; the required ones are there or complained of.
  const fields = typed.values as Partial<Written>;
  const readable = problems.every((problem) => problem.severity !== 'error');
  const locateField = (field: string, index?: number) => locateEntry(text, matter.entries, field, index);
  return { written: readable ? (fields as Written) : null, body, problems, fields, locateField };
}

function readMatter(text: string, split: SplitFile, options: ParseOptions): FrontMatter {
  return options.yamlOnly === true ? readGuardedYaml(text, split) : readFrontMatter(text, split);
}

function refuse<Written>(problems: readonly Problem[], body: string): ParsedFile<Written> {
  return { written: null, body, problems, fields: {}, locateField: () => ({ line: 1, column: 1 }) };
}

function describeFault(text: string, path: string, fault: TextFault & { readonly hint?: string }): Problem {
  const place = { path, ...locate(text, fault.offset) };
  return createProblem(fault.code, place, fault.message, fault.hint);
}

/** The rules that look at more than one field, or at the name of the file. */
function checkFile(
  source: FileSource,
  { values, complaints }: TypedFields,
  entries: readonly RawEntry[],
  start: number,
): Complaint[] {
  const found: Complaint[] = [];
  const idEntry = entries.find((entry) => entry.key === 'id');
  const offset = idEntry?.value.start ?? start;
  if (values.id !== undefined && values.id !== source.id) {
    const message = `The file says "id: ${String(values.id)}", and its name says "${source.id}".`;
    found.push({ code: 'id-mismatch', offset, message });
  } else if (values.id === undefined && !complaints.some((complaint) => complaint.code === 'bad-id')) {
    found.push({ code: 'missing-id', offset, message: 'The file has no `id`.' });
  }
  if (values.title === undefined && !complaints.some((complaint) => isTitle(complaint, entries))) {
    found.push({ code: 'missing-title', offset: start, message: 'The file has no `title`.' });
  }
  if (STATUSES_WITH_REASON.includes(String(values.status)) && values.reason === undefined) {
    const message = `The task is ${String(values.status)}, and no \`reason\` says why.`;
    const status = entries.find((entry) => entry.key === 'status');
    found.push({ code: 'missing-reason', offset: status?.value.start ?? start, message });
  }
  return found;
}

function isTitle(complaint: Complaint, entries: readonly RawEntry[]): boolean {
  return entries.some((entry) => entry.key === 'title' && entry.value.start === complaint.offset);
}

function locateEntry(text: string, entries: readonly RawEntry[], field: string, index: number | undefined) {
  const entry = entries.find((candidate) => candidate.key === field);
  const value = entry?.value;
  const item = value?.kind === 'list' && index !== undefined ? value.items[index] : undefined;
  return locate(text, item?.start ?? value?.start ?? 0);
}
