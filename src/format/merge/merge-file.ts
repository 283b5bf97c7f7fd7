/**
 * Three-way merge of a plan or task file: field by field, and section by section, so that two people who
 * did not change the same thing need not look at it. It keeps every byte that no side changed. It reads no
 * clock and knows no first or second side, because a rebase swaps them.
 */
import { FIELD_ORDER } from '../edit-field.ts';
import { formatPieces, type MarkerStyle } from './format-pieces.ts';
import { isSound } from './is-sound.ts';
import { mergeBlocks, mergeText } from './merge-blocks.ts';
import { mergeBody } from './merge-body.ts';
import { compareStandings } from './merge-completion.ts';
import { mergeField } from './merge-field.ts';
import { joinPieces, mergeLines, narrowConflict, splitLines } from './merge-lines.ts';
import { readSide, type Side } from './read-side.ts';
import { isClean, mapSides, type Piece, pickChange, type Sides } from './sides.ts';
import { addFrame, mergeFrames, readFrame, removeFrame, type TextFrame } from './text-frame.ts';

export interface FileMerge {
  readonly text: string;
  /** What is left to a person, between markers in the text: fields, sections, `text`; empty when it is clean. */
  readonly conflicts: readonly string[];
}

interface MergeOptions extends MarkerStyle {
  /** Whether the file is written as a whole (`synthesis.md`), so that lines of two of them never mix. */
  readonly isDerived: boolean;
}

/** Merges the texts of one file; an empty base when both sides have added it. */
export function mergeFile(texts: Sides<string>, options: MergeOptions): FileMerge {
  const picked = pickChange(texts);
  if (picked !== undefined) return { text: picked.value, conflicts: [] };
  const frames = readFrames(texts);
  const plain = {
    base: removeFrame(texts.base, frames.base),
    ours: removeFrame(texts.ours, frames.ours),
    theirs: removeFrame(texts.theirs, frames.theirs),
  };
  const pieces = options.isDerived ? quarrel(plain) : mergePlain(plain);
  const text = addFrame(formatPieces(pieces, options), mergeFrames(frames));
  return { text, conflicts: listConflicts(pieces) };
}

/** A text with both kinds of line endings has them compared in all three, line by line. */
function readFrames(texts: Sides<string>): Sides<TextFrame> {
  const frames = mapSides(texts, readFrame);
  const isMixed = [frames.base, frames.ours, frames.theirs].some(({ isCrlf }) => isCrlf === null);
  return isMixed ? mapSides(frames, (frame) => ({ ...frame, isCrlf: null })) : frames;
}

function listConflicts(pieces: readonly Piece[]): string[] {
  const names = pieces.flatMap((piece) => (typeof piece === 'string' ? [] : piece.name.split(', ')));
  return [...new Set(names)];
}

function mergePlain(texts: Sides<string>): readonly Piece[] {
  const picked = pickChange(texts);
  if (picked !== undefined) return [picked.value];
  const { base, ours, theirs } = mapSides(texts, readSide);
  if (base !== null && ours !== null && theirs !== null) {
    const pieces = mergeSides({ base, ours, theirs });
    return pieces !== null && isVerified(pieces, { base, ours, theirs }) ? pieces : quarrel(texts);
  }
  const pieces = mergeLines(mapSides(texts, splitLines), 'text');
  const isSpoiled = ours !== null && theirs !== null && isClean(pieces) && readSide(pieces.join('')) === null;
  return isSpoiled ? quarrel(texts) : pieces;
}

/** Both texts between markers, but for what they share at their ends. */
function quarrel({ ours, theirs }: Sides<string>): readonly Piece[] {
  return narrowConflict(splitLines(ours), splitLines(theirs), 'text').filter((piece) => piece !== '');
}

function mergeSides(sides: Sides<Side>): readonly Piece[] | null {
  const standing = compareStandings(mapSides(sides, (side) => side.fields));
  const fields = mergeBlocks({
    blocks: mapSides(sides, (side) => side.blocks),
    compare: compareFields,
    merge: (key, field) => mergeField(key, field, standing),
  });
  if (fields === null) return null;
  const tail = mergeText(
    mapSides(sides, (side) => side.tail),
    'comments',
  );
  const body = mergeBody(
    mapSides(sides, (side) => side.body),
    standing,
  );
  const [open, close] = [
    pickChange(mapSides(sides, (side) => side.open)),
    pickChange(mapSides(sides, (side) => side.close)),
  ];
  if (open === undefined || close === undefined) return null;
  return joinPieces([open.value, ...fields, ...tail, close.value, ...body]);
}

/** The order of a new file; fields that are not known come last. */
function compareFields(a: string, b: string): number {
  const [left, right] = [FIELD_ORDER.indexOf(a), FIELD_ORDER.indexOf(b)];
  if (left !== right && left !== -1 && right !== -1) return left - right;
  if (left !== right) return left === -1 ? 1 : -1;
  return a < b ? -1 : Number(a > b);
}

function isVerified(pieces: readonly Piece[], sides: Sides<Side>): boolean {
  if (!isClean(pieces)) return true;
  const merged = readSide(pieces.join(''));
  return (
    merged !== null &&
    isSound(
      mapSides(sides, (side) => side.fields),
      merged.fields,
    )
  );
}
