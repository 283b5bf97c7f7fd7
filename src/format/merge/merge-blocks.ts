/** Merges lists of named blocks: fields of a front matter, or items of a list. */
import { mergeLines, splitLines } from './merge-lines.ts';
import { mergeOrder } from './merge-order.ts';
import type { Block } from './read-side.ts';
import { isClean, mapSides, type Piece, pickChange, type Sides } from './sides.ts';

interface BlockMerge<B extends Block> {
  readonly blocks: Sides<readonly B[]>;
  /** Which of two names that both sides have put in one place goes first. */
  readonly compare: (a: string, b: string) => number;
  /** The lines of a block, from what the sides have; an empty text removes it, null is a conflict. */
  readonly merge: (key: string, block: Sides<B | undefined>) => string | null;
}

/** Merges block by block. Null when both sides have moved blocks, and differently. */
export function mergeBlocks<B extends Block>({
  blocks,
  compare,
  merge,
}: BlockMerge<B>): readonly Piece[] | null {
  const byKey = mapSides(blocks, (side) => new Map(side.map((block) => [block.key, block])));
  const merged = new Map<string, Piece[]>();
  for (const key of new Set([...byKey.ours.keys(), ...byKey.theirs.keys()])) {
    const block = mapSides(byKey, (side) => side.get(key));
    const pieces = mergeBlock(key, block, merge(key, block));
    if (pieces.length > 0) merged.set(key, pieces);
  }
  const keys = mapSides(blocks, (side) => side.map(({ key }) => key).filter((key) => merged.has(key)));
  return mergeOrder(keys, compare)?.flatMap((key) => merged.get(key) ?? []) ?? null;
}

function mergeBlock<B extends Block>(key: string, block: Sides<B | undefined>, text: string | null): Piece[] {
  const lead = text === '' ? mergeLastLead(block) : mergeLead(block);
  if (text !== null && isClean(lead)) return text === '' ? [] : [lead.join('') + text];
  const { ours, theirs } = block;
  const isBelowLead = isClean(lead) && ours !== undefined && theirs !== undefined && text !== '';
  if (isBelowLead) return [lead.join(''), { name: key, ours: ours.text, theirs: theirs.text }];
  return [{ name: key, ours: formatBlock(ours), theirs: formatBlock(theirs) }];
}

/** The comments above a block that goes: they may go with it when nobody has touched them. */
function mergeLastLead({ base, ours, theirs }: Sides<Block | undefined>): readonly Piece[] {
  const leads = [ours, theirs].flatMap((block) => (block === undefined ? [] : [block.lead]));
  const isUntouched = leads.every(
    (lead) => lead.trim() === '' || (leads.length === 1 && lead === base?.lead),
  );
  return isUntouched ? [] : [{ name: 'comments', ours: ours?.lead ?? '', theirs: theirs?.lead ?? '' }];
}

/** The comments above a block that is kept. */
function mergeLead({ base, ours, theirs }: Sides<Block | undefined>): readonly Piece[] {
  if (ours === undefined || theirs === undefined) return [(ours ?? theirs)?.lead ?? ''];
  return mergeText({ base: base?.lead ?? '', ours: ours.lead, theirs: theirs.lead }, 'comments');
}

/** Takes the changed side of a text, or merges its lines. */
export function mergeText(texts: Sides<string>, name: string): readonly Piece[] {
  const picked = pickChange(texts);
  return picked === undefined ? mergeLines(mapSides(texts, splitLines), name) : [picked.value];
}

function formatBlock(block: Block | undefined): string {
  return block === undefined ? '' : block.lead + block.text;
}
