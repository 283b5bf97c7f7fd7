import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type FileMerge, mergeFile } from '../../../src/format/merge/merge-file.ts';
import { readSide } from '../../../src/format/merge/read-side.ts';
import { mapSides, type Sides } from '../../../src/format/merge/sides.ts';
import { parseTaskFile } from '../../../src/format/parse-file.ts';
import { readBody } from '../../../src/format/sections.ts';
import { edits, formatParts, parts } from './texts.ts';

const OPTIONS = { markerSize: 7, labels: { ours: 'ours', theirs: 'theirs' }, isDerived: false };
const RUNS = { numRuns: 1000, seed: 11 };

const texts = edits.map((sides) => mapSides(sides, formatParts));
const merge = (sides: Sides<string>): FileMerge => mergeFile(sides, OPTIONS);
const swap = ({ base, ours, theirs }: Sides<string>) => ({ base, ours: theirs, theirs: ours });

/** The text with the two halves of every conflict exchanged. */
function swapMarkers(text: string): string {
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  return text
    .replace(
      /(<{7} ours\r?\n)([\s\S]*?)(={7}\r?\n)([\s\S]*?)(>{7} theirs(?:\r?\n|$))/g,
      (_, open, ours, middle, theirs, close) => open + theirs + middle + ours + close,
    )
    .replaceAll('\r\n', '\n')
    .replaceAll('\n', eol);
}

function linesOf(text: string): string[] {
  return text.replace('\uFEFF', '').split(/\r?\n/);
}

describe('a merge of task files', () => {
  test('is the same with the sides exchanged', () => {
    fc.assert(
      fc.property(texts, (sides) => {
        const [there, back] = [merge(sides), merge(swap(sides))];
        expect(swapMarkers(back.text)).toBe(there.text);
        expect(back.conflicts).toEqual(there.conflicts);
      }),
      RUNS,
    );
  });

  test('takes what one side changed whole, to the byte', () => {
    fc.assert(
      fc.property(parts, parts, (before, after) => {
        const [base, changed] = [formatParts(before), formatParts(after)];
        expect(merge({ base, ours: changed, theirs: base })).toEqual({ text: changed, conflicts: [] });
        expect(merge({ base, ours: base, theirs: changed })).toEqual({ text: changed, conflicts: [] });
        expect(merge({ base, ours: changed, theirs: changed })).toEqual({ text: changed, conflicts: [] });
      }),
      RUNS,
    );
  });

  test('means the same when a side is merged in again', () => {
    fc.assert(
      fc.property(texts, (sides) => {
        const { text, conflicts } = merge(sides);
        fc.pre(conflicts.length === 0);
        expect(merge({ base: sides.ours, ours: text, theirs: sides.ours }).text).toBe(text);
        for (const again of [merge({ ...sides, ours: text }), merge({ ...sides, theirs: text })]) {
          // Where lines repeat, those of the description may match in more than one way.
          expect(again.conflicts.filter((name) => name !== 'text')).toEqual([]);
          if (again.conflicts.length === 0) expect(readMeaning(again.text)).toEqual(readMeaning(text));
        }
      }),
      RUNS,
    );
  });

  test('can be read, or carries markers and names what they are about', () => {
    fc.assert(
      fc.property(texts, (sides) => {
        const { text, conflicts } = merge(sides);
        const { written, problems } = parseTaskFile({
          bytes: new TextEncoder().encode(text),
          path: '.tasks/dinner-000000/soup-8xw2mn.md',
          id: 'soup-8xw2mn',
        });
        if (conflicts.length === 0) expect(readSide(text)).not.toBeNull();
        else expect([written, problems.map(({ code }) => code)]).toEqual([null, ['conflict-markers']]);
      }),
      RUNS,
    );
  });

  test('has no line that neither side has, and loses none that a side has brought', () => {
    fc.assert(
      fc.property(texts, (sides) => {
        const { text } = merge(sides);
        const [base, ours, theirs] = [sides.base, sides.ours, sides.theirs].map(linesOf);
        const merged = linesOf(text);
        // A value and the comment beside it may come from one side each.
        const words = new Set([...(ours ?? []), ...(theirs ?? [])].flatMap((line) => line.split(/\s+/)));
        const invented = merged.filter(
          (line) => !line.split(/\s+/).every((word) => words.has(word) || isMarker(word)),
        );
        expect(invented).toEqual([]);
        const kept = new Set(merged);
        const isTaken = (line: string) => kept.has(line) || isBox(line) || isOneOfSeveral(line);
        for (const [side, other] of [
          [ours, theirs],
          [theirs, ours],
        ]) {
          const brought = side?.filter((line) => !base?.includes(line)) ?? [];
          expect(brought.filter((line) => !isTaken(line) && !other?.includes(line))).toEqual([]);
        }
      }),
      RUNS,
    );
  });
});

/** What a merge works out by more than lines. */
function readMeaning(text: string) {
  const side = readSide(text.replaceAll('\r\n', '\n'));
  const { acceptanceCriteria, result, notes } = readBody(side?.body ?? '');
  return { fields: side?.fields, acceptanceCriteria, result, notes };
}

function isMarker(word: string): boolean {
  return /^(?:[<=>]{7}|ours|theirs|\[x\])$/.test(word);
}

function isBox(line: string): boolean {
  return line.startsWith('- [');
}

/** What the further of two statuses replaces, the header of a list that has lost its items, a value beside a comment. */
function isOneOfSeveral(line: string): boolean {
  return /^(?:status|started_at|title|priority|depends_on|files):/.test(line);
}
