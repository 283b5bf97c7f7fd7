/**
 * Changes one field of the front matter by the range of its value in the source, so that every other
 * byte stays. Whether the result says what was asked is for the caller to verify by reading it again.
 */
import { PLAN_FIELDS, TASK_FIELDS } from '../core/fields.ts';
import { type FieldValue, formatFieldValue, isEmptyList } from './format-field.ts';
import { formatScalar, normalizeText } from './format-scalar.ts';
import { isSamePlain, toPlainFieldValue } from './plain-fields.ts';
import { isNull, type RawEntry, type RawScalar, type RawValue, toPlainValue } from './raw-value.ts';
import { MAX_FRONT_MATTER_BYTES, type SplitFile } from './split-file.ts';
import { findLineStart, findNextLine, splice } from './text-splice.ts';

/** The front matter of a text as it was read. */
export interface Source {
  readonly text: string;
  readonly split: SplitFile;
  readonly entries: readonly RawEntry[];
}

/** Both tables in one order, which they share. */
export const FIELD_ORDER = mergeOrders(
  TASK_FIELDS.map((field) => field.name),
  PLAN_FIELDS.map((field) => field.name),
);

/** Sets a field to a value; null, or an empty list, removes it. */
export function setField(source: Source, key: string, value: FieldValue | null): string {
  const entry = source.entries.find((candidate) => candidate.key === key);
  if (value === null || isEmptyList(value)) {
    return entry === undefined ? source.text : removeEntry(source.text, entry);
  }
  if (entry === undefined) return insertField(source, key, value);
  const isSame = isSamePlain(toPlainValue(entry.value), toPlainFieldValue(value));
  if (isSame && typeof value !== 'boolean') return source.text;
  const isOneLine = typeof value === 'string' && !value.includes('\n');
  if (isOneLine && entry.value.kind === 'scalar' && entry.value.style !== 'block' && !isNull(entry.value)) {
    return replaceScalar(source.text, entry.value, value);
  }
  return rewriteValue(source, entry, value);
}

/** Removes the lines of a field. */
export function removeEntry(text: string, entry: RawEntry): string {
  return splice(text, findLineStart(text, entry.keyRange.start), findValueEnd(text, entry.value), '');
}

/** Offset of the line after a value, with the comment that follows it on its last line. */
export function findValueEnd(text: string, value: RawValue): number {
  const end = findContentEnd(value);
  return text[end - 1] === '\n' ? end : findNextLine(text, end);
}

function findContentEnd(value: RawValue): number {
  if (value.kind === 'scalar' || value.flow) return value.end;
  const last = value.kind === 'list' ? value.items.at(-1) : value.entries.at(-1)?.value;
  return last === undefined ? value.end : findContentEnd(last);
}

function replaceScalar(text: string, old: RawScalar, value: string): string {
  return splice(text, old.start, old.end, formatScalar(normalizeText(value), old.style));
}

/** Takes the old value away up to its `key:`, and writes the new one there, in its own form. */
function rewriteValue({ text, split }: Source, entry: RawEntry, value: FieldValue): string {
  const colon = text.indexOf(':', entry.keyRange.end) + 1;
  const indent = readIndent(text, findLineStart(text, entry.keyRange.start));
  const old = entry.value;
  const end = findValueEnd(text, old);
  const written = formatFieldValue(value, { indent, eol: split.eol, isOneLine: isBeforeIndent(text, end) });
  const comment = readLineComment(text, colon, old);
  const [first, ...rest] = written.split(split.eol);
  const lines = [`${first}${comment}`, ...rest].join(split.eol);
  return splice(text, colon, end, `${lines}${split.eol}`);
}

/** The comment on the line of the key, with the space before it; it outlives the value. */
function readLineComment(text: string, colon: number, old: RawValue): string {
  const isBelow = old.kind !== 'scalar' && !old.flow;
  const isHeader = old.kind === 'scalar' && (old.style === 'block' || old.text === '');
  const from = isBelow || isHeader ? colon : old.end;
  return /^[^#\r\n]*?([ \t]+#[^\r\n]*)/.exec(text.slice(from, findNextLine(text, from)))?.[1] ?? '';
}

function insertField({ text, split, entries }: Source, key: string, value: FieldValue): string {
  const rank = FIELD_ORDER.indexOf(key);
  const previous = entries.findLast((entry) => isBefore(FIELD_ORDER.indexOf(entry.key), rank));
  const [first] = entries;
  const lineStart = findLineStart(text, first === undefined ? split.end : first.keyRange.start);
  const indent = first === undefined ? '' : readIndent(text, lineStart);
  const at = previous === undefined ? lineStart : findValueEnd(text, previous.value);
  const written = formatFieldValue(value, { indent, eol: split.eol, isOneLine: isBeforeIndent(text, at) });
  return splice(text, at, at, `${indent}${key}:${written}${split.eol}`);
}

/** Whether the next line with something on it is indented: a comment that a block above would take in. */
function isBeforeIndent(text: string, at: number): boolean {
  return /^(?:[ \t]*\r?\n)*[ \t]+\S/.test(text.slice(at, at + MAX_FRONT_MATTER_BYTES));
}

function readIndent(text: string, lineStart: number): string {
  return /^ */.exec(text.slice(lineStart, findNextLine(text, lineStart)))?.[0] ?? '';
}

/** Known fields go before later ones; an unknown field goes after all known ones. */
function isBefore(other: number, rank: number): boolean {
  return other !== -1 && (rank === -1 || other < rank);
}

function mergeOrders(first: readonly string[], second: readonly string[]): string[] {
  const merged = [...first];
  for (const [index, name] of second.entries()) {
    if (!merged.includes(name)) merged.splice(merged.indexOf(second[index - 1] ?? '') + 1, 0, name);
  }
  return merged;
}
