/** Lays out a new plan or task file; existing files are edited in place instead. */
import { type FieldSpec, PLAN_FIELDS, TASK_FIELDS } from '../core/fields.ts';
import type { WrittenPlan, WrittenTask } from '../core/task.ts';
import { type FieldValue, formatFieldValue, isEmptyList, sortSet } from './format-field.ts';

/** Fields that are written as they are given, though they say what absence says as well. */
const KEPT_DEFAULTS = new Set(['status', 'specialist', 'priority', 'complexity']);

/** Writes a new task file: the fields given, in the order of the field table, then the body. */
export function formatTaskFile(written: WrittenTask, body: string): string {
  return formatFile(TASK_FIELDS, { ...written, status: written.status ?? 'pending' }, body);
}

/** Writes a new `plan.md`. */
export function formatPlanFile(written: WrittenPlan, body: string): string {
  return formatFile(PLAN_FIELDS, { ...written }, body);
}

function formatFile(
  fields: readonly FieldSpec[],
  values: Readonly<Record<string, unknown>>,
  body: string,
): string {
  const lines = fields.map((field) => formatField(field, values[field.name]));
  const text = body.replace(/^(?:[ \t]*\n)+/, '').trimEnd();
  return `---\n${lines.join('')}---\n${text === '' ? '' : `\n${text}\n`}`;
}

function formatField(field: FieldSpec, value: unknown): string {
  if (!isFieldValue(value) || value === '' || value === false || isEmptyList(value)) return '';
  if (value === field.default && !KEPT_DEFAULTS.has(field.name)) return '';
  return `${field.name}:${formatFieldValue(sortSet(field, value), { indent: '', eol: '\n' })}\n`;
}

function isFieldValue(value: unknown): value is FieldValue {
  return typeof value === 'string' || typeof value === 'boolean' || Array.isArray(value);
}
