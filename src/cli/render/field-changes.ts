import type { LogEntry } from '../../app/answers.ts';
import { cleanLine } from '../../core/clean-text.ts';
import { type FieldChange, type FieldValue, findMissingItems } from '../../core/diff/find-field-changes.ts';

/** One line about a field, without colour. */
export interface ChangeLine {
  readonly field: string;
  readonly text: string;
}

/** Longer values are cut: the whole text is in git. */
const MAX_VALUE = 72;
const SHORT_OID = 12;
/** Of a new file, only what has already happened to it: what it says is in the file. */
const HAPPENED = [
  ...['status', 'reason', 'completed_by', 'completion', 'commits', 'artifacts'],
  ...['result', 'notes', 'cancelled'],
];

/** What became of the file as a whole; empty when only values changed. */
export function nameFate({ changes, unread, task, path }: LogEntry): string {
  const file = changes.find(({ field }) => field === 'file');
  const readable = changes.find(({ field }) => field === 'readable');
  const synthesis = changes.find(({ field }) => field === 'synthesis');
  const parts: string[] = [];
  if (file?.to === null) parts.push('removed');
  else if (file?.from === null) parts.push('created');
  else if (file !== undefined) parts.push(`moved from ${cleanLine(String(file.from))}`);
  else if (synthesis !== undefined) parts.push('changed');
  if (task === null && path.endsWith('/synthesis.md')) parts.unshift('synthesis');
  if (readable?.to === true && readable.from === false) parts.push('can be read again');
  else if (unread === 'unreadable' && file?.to !== null) parts.push('unreadable');
  if (unread === 'missing') parts.push('not in this clone');
  return parts.join(' ');
}

/** A line for every value that changed, and for every item of a list. */
export function describeChanges(changes: readonly FieldChange[]): readonly ChangeLine[] {
  const file = changes.find(({ field }) => field === 'file');
  if (file?.to === null) return [];
  const shown = changes.filter(({ field, to }) => {
    if (['file', 'readable', 'synthesis'].includes(field)) return false;
    return file?.from !== null || (HAPPENED.includes(field) && to !== 'pending');
  });
  const describe = file?.from === null ? describeNew : describeChange;
  return shown.flatMap((change) => describe(change).map((text) => ({ field: change.field, text })));
}

function describeNew(change: FieldChange): string[] {
  return Array.isArray(change.to) ? describeChange(change) : [formatValue(change.to)];
}

function describeChange({ from, to }: FieldChange): string[] {
  if (!Array.isArray(from) && !Array.isArray(to)) return [`${formatValue(from)} → ${formatValue(to)}`];
  const lines = [
    ...findMissingItems(itemsOf(to), itemsOf(from)).map((item) => `+ ${formatItem(item)}`),
    ...findMissingItems(itemsOf(from), itemsOf(to)).map((item) => `- ${formatItem(item)}`),
  ];
  return lines.length > 0 ? lines : ['in another order'];
}

function itemsOf(value: FieldValue): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function formatValue(value: unknown): string {
  return value === null ? 'none' : cut(cleanLine(String(value)));
}

/** An oid, an artifact, an acceptance criterion, or text. */
function formatItem(item: unknown): string {
  if (typeof item === 'string')
    return /^[0-9a-f]{40,64}$/.test(item) ? item.slice(0, SHORT_OID) : cut(cleanLine(item));
  const parts = item as Readonly<Record<string, unknown>>;
  if ('text' in parts) return cut(cleanLine(`[${parts.done === true ? 'x' : ' '}] ${String(parts.text)}`));
  const content = parts.deleted === true ? 'deleted' : String(parts.blob ?? parts.tree).slice(0, SHORT_OID);
  return `${cut(cleanLine(String(parts.path)))} (${content})`;
}

function cut(text: string): string {
  return text.length <= MAX_VALUE ? text : `${text.slice(0, MAX_VALUE - 1).trimEnd()}…`;
}
