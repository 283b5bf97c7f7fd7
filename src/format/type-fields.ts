import { type FieldSpec, isListField } from '../core/fields.ts';
import { readForeignField } from '../core/foreign-names.ts';
import { findNearest } from '../core/suggest.ts';
import { type Complaint, NOTHING, type Typed } from './field-complaint.ts';
import { isNull, type RawEntry, type RawValue } from './raw-value.ts';
import { typeList } from './type-list.ts';
import { typeScalar } from './type-scalar.ts';

export interface TypedFields {
  /** The well-formed values of known fields; empty ones count as absent. */
  readonly values: Record<string, unknown>;
  readonly complaints: Complaint[];
}

/** Types the entries of a file by a field table. Unknown names are kept out, and passed over in silence unless they look like a slip. */
export function typeFields(
  entries: readonly RawEntry[],
  fields: ReadonlyMap<string, FieldSpec>,
): TypedFields {
  const values: Record<string, unknown> = {};
  const complaints: Complaint[] = [];
  for (const entry of entries) {
    const field = fields.get(entry.key);
    if (field === undefined) {
      const complaint = suspectSlip(entry, entries, fields);
      if (complaint !== null) complaints.push(complaint);
      continue;
    }
    const typed = typeField(field, entry.value);
    if (typed.value !== undefined) values[field.name] = typed.value;
    complaints.push(...typed.complaints);
  }
  return { values, complaints };
}

function typeField(field: FieldSpec, value: RawValue): Typed {
  if (isNull(value) || isEmpty(value)) return NOTHING;
  return isListField(field) ? typeList(field, value) : typeScalar(field, value);
}

function isEmpty(value: RawValue): boolean {
  if (value.kind === 'scalar') return value.text.trim() === '';
  return value.kind === 'list' && value.items.length === 0;
}

/** A known field that stands in the file as well rules out a slip. */
function suspectSlip(
  entry: RawEntry,
  entries: readonly RawEntry[],
  fields: ReadonlyMap<string, FieldSpec>,
): Complaint | null {
  const meant = findMeantField(entry.key, fields);
  if (meant === null || entries.some((other) => other.key === meant)) return null;
  const message = `"${entry.key}" is not a field of this program and has no effect. Did you mean "${meant}"?`;
  return { code: 'unknown-field', offset: entry.keyRange.start, message };
}

/** The known field that a name probably stands for, or null. */
function findMeantField(name: string, fields: ReadonlyMap<string, FieldSpec>): string | null {
  return readForeignField(name, fields.values()) ?? findNearest(name, fields.keys());
}
