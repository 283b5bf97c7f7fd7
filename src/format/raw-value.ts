/**
 * Front matter as it is written: text, lists and maps with their places, before any meaning. Both
 * readers (plain lines and YAML) produce it, typing and editing consume it.
 */

/** Offsets count UTF-16 code units from the start of the file; `end` is exclusive. */
interface SourceRange {
  readonly start: number;
  readonly end: number;
}

export type ScalarStyle = 'plain' | 'double' | 'single' | 'block';

export interface RawScalar extends SourceRange {
  readonly kind: 'scalar';
  readonly text: string;
  readonly style: ScalarStyle;
}

export interface RawList extends SourceRange {
  readonly kind: 'list';
  readonly flow: boolean;
  readonly items: readonly RawValue[];
}

export interface RawMap extends SourceRange {
  readonly kind: 'map';
  readonly flow: boolean;
  readonly entries: readonly RawEntry[];
}

export type RawValue = RawScalar | RawList | RawMap;

export interface RawEntry {
  readonly key: string;
  readonly keyRange: SourceRange;
  readonly value: RawValue;
}

/** What a raw value says, without places: what edits are verified against. */
export type PlainValue = string | null | readonly PlainValue[] | { readonly [key: string]: PlainValue };

/** Whether a value stands for nothing: empty, `~` or `null`, unquoted. */
export function isNull(value: RawValue): boolean {
  return value.kind === 'scalar' && value.style === 'plain' && /^(?:~|null|Null|NULL)?$/.test(value.text);
}

/** Drops the places from a raw value; maps become objects with own keys only. */
export function toPlainValue(value: RawValue): PlainValue {
  if (value.kind === 'list') return value.items.map(toPlainValue);
  if (value.kind === 'map') return toPlainObject(value.entries);
  return isNull(value) ? null : value.text;
}

/** Drops the places from the entries of a map. `Object.fromEntries` keeps a key `__proto__` harmless. */
export function toPlainObject(entries: readonly RawEntry[]): Record<string, PlainValue> {
  return Object.fromEntries(entries.map((entry) => [entry.key, toPlainValue(entry.value)]));
}

/** Line and column, both 1-based, of an offset in a text. */
export function locate(text: string, offset: number): { line: number; column: number } {
  let line = 1;
  let lineStart = 0;
  for (let at = text.indexOf('\n'); at !== -1 && at < offset; at = text.indexOf('\n', at + 1)) {
    line += 1;
    lineStart = at + 1;
  }
  return { line, column: offset - lineStart + 1 };
}
