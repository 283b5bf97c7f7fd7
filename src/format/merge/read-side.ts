/** One side of a merge, cut into the lines of its fields and the body; together they are the text again. */
import { findValueEnd } from '../edit-field.ts';
import { readFrontMatter } from '../front-matter.ts';
import { type PlainValue, type RawValue, toPlainObject } from '../raw-value.ts';
import { isFault, splitFile } from '../split-file.ts';
import { findLineStart } from '../text-splice.ts';

/** Something with a name, on lines of its own. */
export interface Block {
  readonly key: string;
  /** Comments and blank lines above it. */
  readonly lead: string;
  readonly text: string;
}

export interface FieldBlock extends Block {
  readonly value: RawValue;
  /** The whole text, which the offsets of the value refer to. */
  readonly source: string;
  /** Offset of `text` in the source. */
  readonly start: number;
}

export interface Side {
  /** The line `---` above the fields, and the one below them. */
  readonly open: string;
  readonly close: string;
  readonly blocks: readonly FieldBlock[];
  /** Comments and blank lines below the last field. */
  readonly tail: string;
  /** What the fields say. */
  readonly fields: Readonly<Record<string, PlainValue>>;
  readonly body: string;
}

/** Cuts a text; null when its front matter cannot be read, or has fields that share a line. */
export function readSide(text: string): Side | null {
  const split = splitFile(text);
  if (isFault(split)) return null;
  const { entries, faults } = readFrontMatter(text, split);
  if (faults.length > 0) return null;
  const blocks: FieldBlock[] = [];
  let at = split.start;
  for (const { key, keyRange, value } of entries) {
    const start = findLineStart(text, keyRange.start);
    const end = findValueEnd(text, value);
    if (start < at || end > split.end || text.slice(start, keyRange.start).trim() !== '') return null;
    blocks.push({
      key,
      lead: text.slice(at, start),
      text: text.slice(start, end),
      value,
      source: text,
      start,
    });
    at = end;
  }
  const [open, close] = [text.slice(0, split.start), text.slice(split.end, split.bodyStart)];
  const body = text.slice(split.bodyStart);
  return { open, close, blocks, tail: text.slice(at, split.end), fields: toPlainObject(entries), body };
}
