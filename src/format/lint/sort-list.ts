/**
 * Sorts a list by moving the bytes of its items: each keeps its quotes and the comment behind it. A list
 * with comments or blank lines among its items was put in order by somebody, and keeps it.
 */
import type { Source } from '../edit-field.ts';
import { findValueEnd } from '../edit-field.ts';
import type { RawList } from '../raw-value.ts';
import { findLineStart, splice } from '../text-splice.ts';
import { findList, readItems, readSource, verify } from './verified-edit.ts';

interface Piece {
  readonly item: string;
  readonly start: number;
  readonly end: number;
}

/** The text with the list sorted; the same text when it is sorted, null when its order has to stay. */
export function sortList(text: string, field: string): string | null {
  const source = readSource(text);
  const list = findList(source, field);
  if (source === null || list === null) return null;
  const pieces = list.flow ? cutFlow(source, list) : cutLines(source, list);
  if (pieces === null) return null;
  const sorted = pieces.toSorted((a, b) => (a.item < b.item ? -1 : a.item > b.item ? 1 : 0));
  const edited = pieces.reduceRight((current, { start, end }, index) => {
    const piece = sorted[index];
    return piece === undefined ? current : splice(current, start, end, text.slice(piece.start, piece.end));
  }, text);
  return verify(source, edited, (fields) => ({ ...fields, [field]: readItems(fields, field).toSorted() }));
}

/** Whole lines, when they follow each other without anything between them. */
function cutLines({ text }: Source, list: RawList): Piece[] | null {
  const pieces = list.items.map((value) => ({
    item: value.kind === 'scalar' ? value.text : '',
    start: findLineStart(text, value.start),
    end: findValueEnd(text, value),
  }));
  const [first] = pieces;
  const isBelowComment = first !== undefined && /^\s*(?:#|$)/.test(readLineBefore(text, first.start));
  const isWhole = pieces.every(({ start }, index) => index === 0 || start === pieces[index - 1]?.end);
  return isWhole && !isBelowComment ? pieces : null;
}

function readLineBefore(text: string, lineStart: number): string {
  return text.slice(findLineStart(text, lineStart - 1), lineStart);
}

/** The items alone, when nothing but commas and space stands between them. */
function cutFlow({ text }: Source, list: RawList): Piece[] | null {
  const pieces = list.items.map((value) => ({
    item: value.kind === 'scalar' ? value.text : '',
    start: value.start,
    end: value.end,
  }));
  const hasComment = pieces.some(({ start }, index) => {
    const previous = pieces[index - 1];
    return previous !== undefined && text.slice(previous.end, start).includes('#');
  });
  return hasComment ? null : pieces;
}
