/** Gives one-value fields their types, by the field table alone and never by how YAML would guess. */
import { parseEffort } from '../core/effort.ts';
import type { FieldSpec } from '../core/fields.ts';
import { readForeignValue } from '../core/foreign-names.ts';
import { isTaskId } from '../core/identifier.ts';
import type { RuleCode } from '../core/rules.ts';
import { findNearest } from '../core/suggest.ts';
import { complainOfType, type Typed } from './field-complaint.ts';
import type { RawScalar, RawValue } from './raw-value.ts';

const TIMESTAMP = /^(\d{4}-\d\d-\d\d)[Tt]\d\d:\d\d:\d\d(?:\.\d+)?(?:[Zz]|[+-]\d\d:\d\d)$/;
const SHORTEST_MONTH_DAYS = 28;
const ULID = /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/;

/** Types the value of a field that is not a list. */
export function typeScalar(field: FieldSpec, value: RawValue): Typed {
  if (value.kind !== 'scalar') return complainOfType(field, 'a single value', value);
  switch (field.type) {
    case 'text':
      return { value: value.text, complaints: [] };
    case 'enum':
      return typeEnum(field, value);
    case 'boolean':
      return typeBoolean(field, value);
    case 'id':
      return isTaskId(value.text) ? accept(value) : refuse('bad-id', value, `"${value.text}" is not an id.`);
    case 'timestamp':
      if (isTimestamp(value.text)) return accept(value);
      return refuse('bad-timestamp', value, `"${value.text}" in "${field.name}" is not a time by RFC 3339.`);
    case 'ulid':
      if (ULID.test(value.text)) return accept(value);
      return refuse('bad-completion', value, `"${value.text}" in "${field.name}" is not a ULID.`);
    case 'duration':
      return typeDuration(value);
    default:
      return typeLine(field, value);
  }
}

function accept(value: RawScalar): Typed {
  return { value: value.text, complaints: [] };
}

function refuse(code: RuleCode, value: RawScalar, message: string, hint?: string): Typed {
  const complaint = { code, offset: value.start, message };
  return { complaints: [hint === undefined ? complaint : { ...complaint, hint }] };
}

function typeLine(field: FieldSpec, value: RawScalar): Typed {
  if (!/[\r\n\u2028\u2029]/.test(value.text)) return accept(value);
  return refuse('line-break', value, `"${field.name}" is one line, and its value has a line break in it.`);
}

function typeDuration(value: RawScalar): Typed {
  if (parseEffort(value.text) !== null) return accept(value);
  const message = `"${value.text}" is not a duration.`;
  return { value: value.text, complaints: [{ code: 'unclear-effort', offset: value.start, message }] };
}

function typeBoolean(field: FieldSpec, value: RawScalar): Typed {
  const word = value.style === 'plain' ? value.text.toLowerCase() : '';
  if (word === 'true' || word === 'false') return { value: word === 'true', complaints: [] };
  const message = `"${field.name}" is true or false, without quotes, not "${value.text}".`;
  return refuse('wrong-type', value, message, 'Write `true` or `false`.');
}

function typeEnum(field: FieldSpec, value: RawScalar): Typed {
  const values = field.values ?? [];
  if (values.includes(value.text)) return accept(value);
  const meant = findMeantValue(field, value.text);
  const question = meant === null ? '' : ` Did you mean "${meant}"?`;
  const message = `"${value.text}" is no ${field.name}.${question}`;
  return refuse('unknown-value', value, message, `Use one of: ${values.join(', ')}.`);
}

/** The value that a word stands for or is a slip of, or null. */
function findMeantValue(field: FieldSpec, word: string): string | null {
  return readForeignValue(field, word) ?? findNearest(word, field.values ?? []);
}

/** Checks the calendar too: `Date.parse` alone takes the 31st of February. */
function isTimestamp(text: string): boolean {
  const day = TIMESTAMP.exec(text)?.[1];
  if (day === undefined || Number.isNaN(Date.parse(text))) return false;
  if (Number(day.slice(-2)) <= SHORTEST_MONTH_DAYS) return true;
  const midnight = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(midnight.getTime()) && midnight.toISOString().startsWith(day);
}
