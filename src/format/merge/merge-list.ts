/**
 * Merges lists as sets: an item stays that both sides have, or that one side has put in; what one side has
 * taken out goes. Each item keeps its own bytes and the comments above it.
 */
import { findValueEnd } from '../edit-field.ts';
import type { RawList, RawValue } from '../raw-value.ts';
import { isNull } from '../raw-value.ts';
import { findLineStart } from '../text-splice.ts';
import { mergeBlocks } from './merge-blocks.ts';
import { mergeOrder } from './merge-order.ts';
import type { Block, FieldBlock } from './read-side.ts';
import { isClean, mapSides, pickChange, type Sides } from './sides.ts';

/** A list cut into what stands before its items, the items, and what stands after them. */
interface Cut {
  readonly form: 'block' | 'flow';
  readonly before: string;
  readonly items: readonly Block[];
  readonly after: string;
}

interface ListMerge {
  readonly field: Sides<FieldBlock | undefined>;
  /** Whether the order of the items says nothing, so that sorting settles a quarrel about it. */
  readonly isSet: boolean;
}

/** The merged lines of a list field, empty when no item is left; null when a person has to look. */
export function mergeList({ field, isSet }: ListMerge): string | null {
  const { base, ours, theirs } = mapSides(field, cutList);
  if (base === null || ours === null || theirs === null) return null;
  const cuts = { base, ours, theirs };
  const forms = new Set([base, ours, theirs].flatMap((cut) => (cut.items.length > 0 ? [cut.form] : [])));
  if (forms.size > 1) return null;
  const form = forms.has('flow') ? 'flow' : 'block';
  const before = pickFrame(cuts, form, 'before');
  const after = pickFrame(cuts, form, 'after');
  const items = form === 'flow' ? mergeFlow(cuts, isSet) : mergeItems(cuts, isSet);
  if (before === null || after === null || items === null) return null;
  if (items !== '') return before + items + after;
  return before.includes('#') || after.includes('#') ? null : '';
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

/** Null for a value that is no list, or whose items have no names or stand on one line with others. */
function cutList(field: FieldBlock | undefined): Cut | null {
  if (field === undefined || isNull(field.value)) return { form: 'block', before: '', items: [], after: '' };
  const { value } = field;
  if (value.kind !== 'list') return null;
  const keys = value.items.map(nameItem);
  if (keys.includes(null) || new Set(keys).size < keys.length) return null;
  return value.flow ? cutFlow(field, value) : cutBlock(field, value);
}

/** What an item is about: its text, or the path of an artifact. */
function nameItem(item: RawValue): string | null {
  if (item.kind === 'scalar') return item.text;
  const path = item.kind === 'map' && !item.flow ? item.entries.find(({ key }) => key === 'path') : undefined;
  return path?.value.kind === 'scalar' ? path.value.text : null;
}

function cutBlock({ source, text, start }: FieldBlock, list: RawList): Cut | null {
  const first = source.indexOf('\n', start) + 1;
  const items: Block[] = [];
  let at = first;
  for (const item of list.items) {
    const line = findLineStart(source, item.start);
    const end = findValueEnd(source, item);
    if (line < at || !/^\s*-\s*$/.test(source.slice(line, item.start))) return null;
    items.push({ key: nameItem(item) ?? '', lead: source.slice(at, line), text: source.slice(line, end) });
    at = end;
  }
  return { form: 'block', before: source.slice(start, first), items, after: text.slice(at - start) };
}

function cutFlow({ source, text, start }: FieldBlock, list: RawList): Cut | null {
  if (source.slice(list.start, list.end).includes('\n')) return null;
  const items = list.items.map((item) => ({
    key: nameItem(item) ?? '',
    lead: '',
    text: source.slice(item.start, item.end),
  }));
  return {
    form: 'flow',
    before: source.slice(start, list.start),
    items,
    after: text.slice(list.end - start),
  };
}

/** What stands before or after the items; a side without items has no say. */
function pickFrame(cuts: Sides<Cut>, form: Cut['form'], part: 'before' | 'after'): string | null {
  const texts = mapSides(cuts, (cut) => (cut.form === form && cut.before !== '' ? cut[part] : undefined));
  if (texts.ours === undefined || texts.theirs === undefined) return texts.ours ?? texts.theirs ?? '';
  return pickChange(texts)?.value ?? null;
}

function mergeItems(cuts: Sides<Cut>, isSet: boolean): string | null {
  const blocks = mapSides(cuts, (cut) => cut.items);
  const compare = compareText;
  const merge = (_: string, item: Sides<Block | undefined>) => pickItem(item);
  const pieces =
    mergeBlocks({ blocks, compare, merge }) ??
    (isSet ? mergeBlocks({ blocks: mapSides(blocks, sortBlocks), compare, merge }) : null);
  if (pieces === null || !isClean(pieces)) return null;
  const dashes = new Set(pieces.map((piece) => /^([ \t]*)- /m.exec(piece)?.[1]));
  return dashes.size > 1 ? null : pieces.join('');
}

function mergeFlow(cuts: Sides<Cut>, isSet: boolean): string | null {
  const merged = new Map<string, string>();
  const items = mapSides(cuts, (cut) => new Map(cut.items.map((item) => [item.key, item])));
  for (const key of new Set([...items.ours.keys(), ...items.theirs.keys()])) {
    const text = pickItem(mapSides(items, (side) => side.get(key)));
    if (text === null) return null;
    if (text !== '') merged.set(key, text);
  }
  const keys = mapSides(cuts, (cut) => cut.items.map(({ key }) => key).filter((key) => merged.has(key)));
  const order = mergeOrder(keys, compareText) ?? (isSet ? [...merged.keys()].toSorted(compareText) : null);
  if (order === null) return null;
  return order.length === 0 ? '' : `[${order.map((key) => merged.get(key)).join(', ')}]`;
}

function pickItem(item: Sides<Block | undefined>): string | null {
  const picked = pickChange(mapSides(item, (side) => side?.text));
  return picked === undefined ? null : (picked.value ?? '');
}

function sortBlocks(blocks: readonly Block[]): readonly Block[] {
  return blocks.toSorted((a, b) => compareText(a.key, b.key));
}
