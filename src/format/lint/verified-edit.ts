/**
 * Edits that repairs need and `editFile` has not: each changes one place, and counts only when the text,
 * read again, says exactly what was meant.
 */
import type { Source } from '../edit-field.ts';
import { removeAt } from '../edit-list.ts';
import { formatScalar } from '../format-scalar.ts';
import { readFrontMatter } from '../front-matter.ts';
import { isSamePlain } from '../plain-fields.ts';
import { type PlainValue, type RawList, type RawScalar, toPlainObject } from '../raw-value.ts';
import { isFault, splitFile } from '../split-file.ts';
import { splice } from '../text-splice.ts';

/** Reads the front matter of a text; null when it cannot be read. */
export function readSource(text: string): Source | null {
  const split = splitFile(text);
  if (isFault(split)) return null;
  const { entries, faults } = readFrontMatter(text, split);
  return faults.length === 0 ? { text, split, entries } : null;
}

/** Gives a field another name and leaves its value. Null when it cannot be done. */
export function renameField(text: string, from: string, to: string): string | null {
  const source = readSource(text);
  const entry = source?.entries.find(({ key }) => key === from);
  if (source === null || entry === undefined || source.entries.some(({ key }) => key === to)) return null;
  const { start, end } = entry.keyRange;
  return verify(source, splice(text, start, end, to), (fields) => {
    const renamed = Object.entries(fields).map(([key, value]) => [key === from ? to : key, value]);
    return Object.fromEntries(renamed);
  });
}

/** Puts one item of a list in place of another, in the same quotes. Null when it cannot be done. */
export function replaceItem(text: string, field: string, old: string, item: string): string | null {
  const source = readSource(text);
  const list = findList(source, field);
  const index = list?.items.findIndex((value) => value.kind === 'scalar' && value.text === old) ?? -1;
  const found = list?.items[index] as RawScalar | undefined;
  if (source === null || found === undefined) return null;
  const edited = splice(text, found.start, found.end, formatScalar(item, found.style));
  return verify(source, edited, (fields) => ({
    ...fields,
    [field]: readItems(fields, field).with(index, item),
  }));
}

/** Takes the last of several equal items out of a list. Null when it cannot be done. */
export function removeLastItem(text: string, field: string, item: string): string | null {
  const source = readSource(text);
  const list = findList(source, field);
  const index = list?.items.findLastIndex((value) => value.kind === 'scalar' && value.text === item) ?? -1;
  if (source === null || list === null || index === -1) return null;
  return verify(source, removeAt(text, list, index), (fields) => ({
    ...fields,
    [field]: readItems(fields, field).toSpliced(index, 1),
  }));
}

/** The list that a field holds, if it does. */
export function findList(source: Source | null, field: string): RawList | null {
  const value = source?.entries.find(({ key }) => key === field)?.value;
  return value?.kind === 'list' ? value : null;
}

type PlainFields = Readonly<Record<string, PlainValue>>;

/** The edited text if its fields are those before with the change made, and its body is the same. */
export function verify(
  before: Source,
  edited: string,
  change: (fields: PlainFields) => PlainFields,
): string | null {
  const after = readSource(edited);
  if (after === null) return null;
  const isSameBody = before.text.slice(before.split.bodyStart) === edited.slice(after.split.bodyStart);
  const expected = change(toPlainObject(before.entries));
  return isSameBody && isSamePlain(toPlainObject(after.entries), expected) ? edited : null;
}

/** The items of a list field. */
export function readItems(fields: PlainFields, field: string): readonly PlainValue[] {
  const value = fields[field];
  return Array.isArray(value) ? value : [];
}
