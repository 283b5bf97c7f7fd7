/**
 * Three-way merge of lines, as `git merge-file` does it: what lies between two lines that all three have in
 * common is taken from the side that changed it, and is a conflict when both did. On top of that the box
 * of a list item is merged on its own, so that two people can check neighbouring boxes.
 */
import { matchLines } from './match-lines.ts';
import { type Conflict, mapSides, type Piece, pickChange, type Sides } from './sides.ts';

const BOX = /^(\s*(?:[-*+]|\d{1,9}[.)])[ \t]+\[)([ xX])(?=\][ \t\r\n])/;

/** Splits a text into its lines, each with its line break. */
export function splitLines(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

/** Merges three texts line by line; `name` is what a conflict is called. */
export function mergeLines(lines: Sides<readonly string[]>, name: string): Piece[] {
  const masked = mapSides(lines, (side) => side.map((line) => line.replace(BOX, '$1 ')));
  const inOurs = matchLines(masked.base, masked.ours);
  const inTheirs = matchLines(masked.base, masked.theirs);
  const pieces: Piece[] = [];
  let [base, ours, theirs] = [0, 0, 0];
  const cut = (nextBase: number, nextOurs: number, nextTheirs: number) => {
    const region = {
      base: lines.base.slice(base, nextBase),
      ours: lines.ours.slice(ours, nextOurs),
      theirs: lines.theirs.slice(theirs, nextTheirs),
    };
    pieces.push(...mergeRegion(region, name));
  };
  for (let next = 0; next < lines.base.length; next += 1) {
    const [nextOurs = -1, nextTheirs = -1] = [inOurs[next], inTheirs[next]];
    if (nextOurs === -1 || nextTheirs === -1) continue;
    cut(next, nextOurs, nextTheirs);
    pieces.push(mergeBox(lines.base[next] ?? '', lines.ours[nextOurs] ?? '', lines.theirs[nextTheirs] ?? ''));
    [base, ours, theirs] = [next + 1, nextOurs + 1, nextTheirs + 1];
  }
  cut(lines.base.length, lines.ours.length, lines.theirs.length);
  return joinPieces(pieces);
}

/** Joins what stands side by side, so that there is one piece between two conflicts, and one conflict between two pieces. */
export function joinPieces(pieces: readonly Piece[]): Piece[] {
  const joined: Piece[] = [];
  for (const piece of pieces) {
    if (piece === '') continue;
    const last = joined.at(-1);
    const both = last === undefined ? null : joinTwo(last, piece);
    if (both === null) joined.push(piece);
    else joined[joined.length - 1] = both;
  }
  return joined;
}

function joinTwo(first: Piece, second: Piece): Piece | null {
  if (typeof first === 'string') return typeof second === 'string' ? first + second : null;
  if (typeof second === 'string') return null;
  const names = new Set([...first.name.split(', '), ...second.name.split(', ')]);
  const [ours, theirs] = [first.ours + second.ours, first.theirs + second.theirs];
  return { name: [...names].join(', '), ours, theirs };
}

function mergeRegion(region: Sides<readonly string[]>, name: string): Piece[] {
  const texts = mapSides(region, (side) => side.join(''));
  const picked = pickChange(texts);
  return picked === undefined ? narrowConflict(region.ours, region.theirs, name) : [picked.value];
}

/** A conflict of two texts by lines, without what both have at its ends. */
export function narrowConflict(ours: readonly string[], theirs: readonly string[], name: string): Piece[] {
  const shorter = Math.min(ours.length, theirs.length);
  let start = 0;
  while (start < shorter && ours[start] === theirs[start]) start += 1;
  let end = 0;
  while (end < shorter - start && ours.at(-1 - end) === theirs.at(-1 - end)) end += 1;
  const conflict: Conflict = {
    name,
    ours: ours.slice(start, ours.length - end).join(''),
    theirs: theirs.slice(start, theirs.length - end).join(''),
  };
  return [ours.slice(0, start).join(''), conflict, ours.slice(ours.length - end).join('')];
}

/** Three lines that differ in their box at most: there are two states, so one side at most changed it. */
function mergeBox(base: string, ours: string, theirs: string): string {
  const picked = pickChange({ base, ours, theirs });
  if (picked !== undefined) return picked.value;
  // Both checked it, one with `x` and one with `X`.
  return ours > theirs ? ours : theirs;
}
