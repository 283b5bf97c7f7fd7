import { type FieldValue, findMissingItems } from '../../core/diff/find-field-changes.ts';
import type { ChangedItem } from '../../core/diff/find-item-changes.ts';
import type { Artifact } from '../../core/task.ts';
import type { Pen } from './pen.ts';

/** Told by their name alone: the values are long, and the file shows them. */
const LONG: ReadonlySet<string> = new Set(['description', 'result', 'context']);

/** One change of a value as a few words. */
export function describeField({ field, from, to }: ChangedItem['fields'][number], pen: Pen): string {
  const name = field.replaceAll('_', ' ');
  if (LONG.has(field)) return `${name} ${from === null ? 'added' : to === null ? 'removed' : 'changed'}`;
  if (Array.isArray(from) || Array.isArray(to))
    return `${name} ${describeList(listOf(from), listOf(to), pen)}`;
  return `${name} ${describeValue(from, pen)} → ${describeValue(to, pen)}`;
}

type Item = string | Artifact | { readonly text: string; readonly done: boolean };

function listOf(value: FieldValue): readonly Item[] {
  return Array.isArray(value) ? value : [];
}

function describeList(from: readonly Item[], to: readonly Item[], pen: Pen): string {
  const [added, gone] = [findMissingItems(to, from), findMissingItems(from, to)];
  const parts = [
    ...(added.length > 0 ? [`+${nameItems(added, pen)}`] : []),
    ...(gone.length > 0 ? [`−${nameItems(gone, pen)}`] : []),
  ];
  return parts.length === 0 ? 'in another order' : parts.join(' ');
}

const ITEMS_SHOWN = 3;

function nameItems(items: readonly Item[], pen: Pen): string {
  const shown = items.slice(0, ITEMS_SHOWN).map((item) => pen.value(nameItem(item)));
  const rest = items.length - shown.length;
  return rest > 0 ? `${shown.join(', ')} and ${rest} more` : shown.join(', ');
}

function nameItem(item: Item): string {
  if (typeof item === 'string') return item;
  return 'path' in item ? item.path : `[${item.done ? 'x' : ' '}] ${item.text}`;
}

function describeValue(value: FieldValue, pen: Pen): string {
  return value === null ? 'none' : pen.value(String(value));
}
