/** Adds and removes items of a list field, each as a line of its own or within the brackets. */
import { PlanError } from '../errors.ts';
import { findValueEnd, removeEntry, type Source, setField } from './edit-field.ts';
import { formatScalar, normalizeText } from './format-scalar.ts';
import { isNull, type RawList } from './raw-value.ts';
import { findLineStart, findNextLine, splice } from './text-splice.ts';

/** Adds one item, at its sorted place when the list is sorted, else at the end; nothing when it is there. */
export function addItem(source: Source, key: string, item: string): string {
  const entry = source.entries.find((candidate) => candidate.key === key);
  const list = entry?.value;
  if (list === undefined || isNull(list)) return setField(source, key, [item]);
  if (list.kind !== 'list') throw refuseType(key);
  const texts = readTexts(list);
  if (texts.includes(normalizeText(item))) return source.text;
  if (list.items.length === 0) return splice(source.text, list.start, list.end, `[${formatItem(item)}]`);
  const index = findPlace(texts, item);
  return list.flow ? insertIntoFlow(source.text, list, index, item) : insertLine(source, list, index, item);
}

/** Removes one item; the field goes with its last one. */
export function removeItem(source: Source, key: string, item: string): string {
  const entry = source.entries.find((candidate) => candidate.key === key);
  const list = entry?.value;
  if (entry === undefined || list?.kind !== 'list') return source.text;
  const index = readTexts(list).indexOf(item);
  if (index === -1) return source.text;
  return list.items.length === 1 ? removeEntry(source.text, entry) : removeAt(source.text, list, index);
}

function refuseType(key: string): PlanError {
  const message = `"${key}" holds a single value and not a list, so nothing can be added to it.`;
  return new PlanError('edit-refused', message, { data: { fields: [key] } });
}

function readTexts(list: RawList): (string | null)[] {
  return list.items.map((item) => (item.kind === 'scalar' ? item.text : null));
}

function findPlace(texts: readonly (string | null)[], item: string): number {
  const isSorted = texts.every((text, index) => index === 0 || (texts[index - 1] ?? '') <= (text ?? ''));
  const after = isSorted ? texts.findIndex((text) => text !== null && text > item) : -1;
  return after === -1 ? texts.length : after;
}

function formatItem(item: string): string {
  return formatScalar(normalizeText(item));
}

/** After the line of the item before, so that a comment above the next item stays with that one. */
function insertLine({ text, split }: Source, list: RawList, index: number, item: string): string {
  const [first] = list.items;
  const firstStart = first?.start ?? list.start;
  const lineStart = findLineStart(text, firstStart);
  const dash = text.slice(lineStart, firstStart);
  const previous = list.items[index - 1];
  const at = previous === undefined ? lineStart : findValueEnd(text, previous);
  return splice(text, at, at, `${dash}${formatItem(item)}${split.eol}`);
}

function insertIntoFlow(text: string, list: RawList, index: number, item: string): string {
  const next = list.items[index];
  if (next !== undefined) return splice(text, next.start, next.start, `${formatItem(item)}, `);
  const end = list.items.at(-1)?.end ?? list.end;
  return splice(text, end, end, `, ${formatItem(item)}`);
}

/** Takes one item out of a list that keeps others. */
export function removeAt(text: string, list: RawList, index: number): string {
  const item = list.items[index];
  if (item === undefined) return text;
  if (!list.flow) return splice(text, findLineStart(text, item.start), findValueEnd(text, item), '');
  const next = list.items[index + 1];
  const previous = list.items[index - 1];
  if (next !== undefined) return removeFromFlow(text, item.start, next.start);
  return splice(text, previous?.end ?? item.start, item.end, '');
}

/** Takes the comma along, and the line when nothing else stands on it; a comment stays. */
function removeFromFlow(text: string, start: number, next: number): string {
  const comma = text.indexOf(',', start) + 1;
  const isLine = text.slice(findLineStart(text, start), start).trim() === '';
  if (isLine && text.slice(comma, findNextLine(text, comma)).trim() === '') {
    return splice(text, findLineStart(text, start), findNextLine(text, comma), '');
  }
  const space = /^[ \t]*/.exec(text.slice(comma, next))?.[0].length ?? 0;
  return splice(text, start, comma + space, '');
}
