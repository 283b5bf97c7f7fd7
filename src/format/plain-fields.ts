/** What an edit of fields should result in, worked out on values alone: the other half of its verification. */
import type { FieldValue } from './format-field.ts';
import { normalizeText } from './format-scalar.ts';
import type { PlainValue } from './raw-value.ts';

type PlainFields = Readonly<Record<string, PlainValue>>;

export interface FieldsEdit {
  /** Fields to set; null, or an empty list, removes the field. */
  readonly set?: Readonly<Record<string, FieldValue | null>>;
  /** Items to add to lists; those already there stay where they are. */
  readonly add?: Readonly<Record<string, readonly string[]>>;
  /** Items to remove from lists; those not there are passed over. */
  readonly remove?: Readonly<Record<string, readonly string[]>>;
}

/** Whether the fields after an edit are those before it with the edit applied, and nothing else. */
export function isEdited(before: PlainFields, after: PlainFields, edit: FieldsEdit): boolean {
  const expected = deriveExpected(before, edit);
  const added = Object.keys(edit.add ?? {});
  for (const key of added) {
    const [has, wants] = [after[key], expected[key]];
    if (!Array.isArray(has) || !Array.isArray(wants)) continue;
    const kept = asList(before[key]);
    const isInOrder = isSamePlain(keepOnly(has, kept), keepOnly(wants, kept));
    if (!isInOrder || !isSamePlain(has.toSorted(), wants.toSorted())) return false;
  }
  return isSamePlain(leaveOut(after, added), leaveOut(expected, added)) && isSameKeys(after, expected);
}

/** The fields after an edit; added items stand at the end of their lists. */
function deriveExpected(before: PlainFields, edit: FieldsEdit): PlainFields {
  const fields = new Map(Object.entries(before));
  const put = (key: string, value: PlainValue) => {
    if (value === null || (Array.isArray(value) && value.length === 0)) fields.delete(key);
    else fields.set(key, value);
  };
  for (const [key, value] of Object.entries(edit.set ?? {})) put(key, toPlainFieldValue(value));
  for (const [key, items] of Object.entries(edit.remove ?? {})) {
    const list = fields.get(key);
    if (!Array.isArray(list)) continue;
    const left = items.reduce(withoutOne, list);
    if (left.length < list.length) put(key, left);
  }
  for (const [key, items] of Object.entries(edit.add ?? {})) {
    const list = asList(fields.get(key));
    const added = new Set(items.map(normalizeText).filter((item) => !list.includes(item)));
    if (added.size > 0) put(key, [...list, ...added]);
  }
  return Object.fromEntries(fields);
}

/** Drops the difference between kinds of scalars: what the raw value of a written field will be. */
export function toPlainFieldValue(value: FieldValue | null): PlainValue {
  if (value === null) return null;
  if (typeof value === 'string') return normalizeText(value);
  if (typeof value === 'boolean') return String(value);
  return value.map((item) =>
    typeof item === 'string'
      ? normalizeText(item)
      : Object.fromEntries(Object.entries(item).map(([key, part]) => [key, String(part)])),
  );
}

/** Whether two plain values say the same; the order of keys does not count. */
export function isSamePlain(a: PlainValue | undefined, b: PlainValue | undefined): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) || Array.isArray(b)) {
    if (!Array.isArray(a) || !Array.isArray(b) || a.length !== b.length) return false;
    return a.every((item, index) => isSamePlain(item, b[index]));
  }
  const [left, right] = [new Map(Object.entries(a)), new Map(Object.entries(b))];
  return left.size === right.size && [...left].every(([key, value]) => isSamePlain(value, right.get(key)));
}

function isSameKeys(a: PlainFields, b: PlainFields): boolean {
  return isSamePlain(Object.keys(a).toSorted(), Object.keys(b).toSorted());
}

function asList(value: PlainValue | undefined): readonly PlainValue[] {
  return Array.isArray(value) ? value : [];
}

function keepOnly(list: readonly PlainValue[], kept: readonly PlainValue[]): readonly PlainValue[] {
  return list.filter((item) => kept.includes(item));
}

function leaveOut(fields: PlainFields, keys: readonly string[]): PlainFields {
  return Object.fromEntries(Object.entries(fields).filter(([key]) => !keys.includes(key)));
}

function withoutOne(list: readonly PlainValue[], item: string): readonly PlainValue[] {
  const index = list.indexOf(normalizeText(item));
  return index === -1 ? list : list.toSpliced(index, 1);
}
