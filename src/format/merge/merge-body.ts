/**
 * Merges bodies by line, except for the sections that the program writes: the result, which belongs to one
 * completion, and the notes, which only grow. In the lines a mark stands for each of them, also where a
 * side has none yet, so that a new section is no change of the lines beside it.
 */
import { findSections } from '../sections.ts';
import { skipBlankLinesBefore } from '../text-splice.ts';
import type { Standing } from './merge-completion.ts';
import { joinPieces, mergeLines, narrowConflict, splitLines } from './merge-lines.ts';
import { mergeNotes } from './merge-notes.ts';
import { isClean, mapSides, type Piece, pickChange, type Sides } from './sides.ts';

type Name = 'result' | 'notes';

interface CutBody {
  readonly lines: readonly string[];
  /** Each section with the blank lines above it; empty when there is none. */
  readonly result: string;
  readonly notes: string;
}

const MARKS = { result: '\0result', notes: '\0notes' } as const;
const MARK = /(\0result|\0notes)/;

/** Merges three bodies, whose lines are ended by `\n`. */
export function mergeBody(bodies: Sides<string>, standing: Standing): Piece[] {
  const cuts = mapSides(bodies, cutBody);
  const result = mergeResult(
    mapSides(cuts, (cut) => cut.result),
    standing,
  );
  const notes = mergeNotesSection(mapSides(cuts, (cut) => cut.notes));
  const lines = mergeLines(
    mapSides(cuts, (cut) => cut.lines),
    'text',
  );
  const pieces = lines.flatMap((piece): readonly Piece[] => {
    if (typeof piece !== 'string') return [piece];
    return piece.split(MARK).flatMap((part): readonly Piece[] => {
      if (part === MARKS.result) return result;
      return part === MARKS.notes ? notes : [part];
    });
  });
  const isPlaced = Object.values(MARKS).every((mark) => countMarks(lines, mark) === 1);
  if (!isPlaced || !hasSections(pieces, { result, notes })) return mergeWhole(bodies, cuts, standing);
  return joinPieces(pieces);
}

/** Without the marks, for a body that they do not fit. */
function mergeWhole(bodies: Sides<string>, cuts: Sides<CutBody>, standing: Standing): Piece[] {
  const lines = mapSides(bodies, splitLines);
  const isMixed = standing.isTorn && cuts.ours.result !== cuts.theirs.result;
  return isMixed ? narrowConflict(lines.ours, lines.theirs, 'text') : mergeLines(lines, 'text');
}

function cutBody(body: string): CutBody {
  const { sections } = findSections(body);
  const found = (['result', 'notes'] as const).flatMap((name) => {
    const section = sections.get(name);
    if (section === undefined) return [];
    const start = skipBlankLinesBefore(body, section.start);
    return [{ name, start, end: skipBlankLinesBefore(body, section.end) }];
  });
  found.sort((a, b) => a.start - b.start);
  const cut = { result: '', notes: '' };
  let lines: string[] = [];
  let at = 0;
  for (const { name, start, end } of found) {
    lines = lines.concat(splitLines(body.slice(at, start)), MARKS[name]);
    cut[name] = body.slice(start, end);
    at = end;
  }
  lines = lines.concat(splitLines(body.slice(at)));
  return { ...cut, lines: addMissing(lines) };
}

/** A section that is not there yet would come after everything else, the result before the notes. */
function addMissing(lines: readonly string[]): string[] {
  const last = lines.findLastIndex((line) => line.trim() !== '');
  const notes = lines.indexOf(MARKS.notes);
  const withNotes = notes === -1 ? lines.toSpliced(last + 1, 0, MARKS.notes) : [...lines];
  if (lines.includes(MARKS.result)) return withNotes;
  return withNotes.toSpliced(withNotes.indexOf(MARKS.notes), 0, MARKS.result);
}

function mergeResult(sections: Sides<string>, standing: Standing): readonly Piece[] {
  const { ours, theirs } = sections;
  const picked = pickChange(sections);
  const isOne = !standing.isTorn || ours === theirs;
  if (picked !== undefined && isOne) return [picked.value];
  const lines = mapSides(sections, splitLines);
  if (isOne && standing.isOneCompletion) return mergeLines(lines, 'result');
  return narrowConflict(lines.ours, lines.theirs, 'result');
}

function mergeNotesSection(sections: Sides<string>): readonly Piece[] {
  const merged = pickChange(sections)?.value ?? mergeNotes(sections);
  return merged === null ? mergeLines(mapSides(sections, splitLines), 'notes') : [merged];
}

function countMarks(pieces: readonly Piece[], mark: string): number {
  return pieces.reduce((count, piece) => {
    return typeof piece === 'string' ? count + piece.split(mark).length - 1 : count;
  }, 0);
}

/** Whether the merged text, when it is one, reads as having the sections that were put in. */
function hasSections(pieces: readonly Piece[], wanted: Readonly<Record<Name, readonly Piece[]>>): boolean {
  if (!isClean(pieces)) return true;
  const body = pieces.join('');
  const { sections } = findSections(body);
  return (['result', 'notes'] as const).every((name) => {
    const section = sections.get(name);
    const text = section === undefined ? '' : body.slice(section.start, section.end);
    return text.trim() === wanted[name].join('').trim();
  });
}
