/**
 * Reads front matter in the form that this program writes: one `key: value` a line and block lists of
 * one-line values or `path`/`blob` maps. Answers null for anything else, which is then left to the YAML
 * parser; for what it does read, both agree. It is some ten times as fast.
 */
import type { RawEntry, RawMap, RawScalar, RawValue } from './raw-value.ts';

/** Starts with a letter, digit or one of `_./(`: no indicator of YAML, and no `---`. */
const PLAIN = /^[\p{L}\p{N}_./(][^\p{Cc}\uFEFF]*$/u;
const NULL = /^(?:null|Null|NULL)$/;
const KEY = /([A-Za-z_][A-Za-z0-9_-]*):(?: |(?=\r?\n))/y;
const ITEM = '  - ';
const INNER = '    ';

interface OpenEntry {
  readonly key: string;
  readonly keyRange: { start: number; end: number };
  value: RawValue | null;
  items: RawValue[];
}

/** Entries of the front matter between two offsets of a text, or null where the form is another. */
export function readPlainLines(text: string, start: number, end: number): RawEntry[] | null {
  const entries: OpenEntry[] = [];
  for (let at = start; at < end; ) {
    const newline = text.indexOf('\n', at);
    const lineEnd = text[newline - 1] === '\r' ? newline - 1 : newline;
    if (!readLine(text, at, lineEnd, entries)) return null;
    at = newline + 1;
  }
  return closeEntries(entries);
}

function readLine(text: string, at: number, lineEnd: number, entries: OpenEntry[]): boolean {
  if (text[at] !== ' ') return readField(text, at, lineEnd, entries);
  const open = entries.at(-1);
  if (open === undefined || open.value !== null) return false;
  if (text.startsWith(ITEM, at)) return readItem(text, at + ITEM.length, lineEnd, open);
  return text.startsWith(INNER, at) && readInnerField(text, at + INNER.length, lineEnd, open);
}

function readField(text: string, at: number, lineEnd: number, entries: OpenEntry[]): boolean {
  const found = readKey(text, at, lineEnd);
  if (found === null || entries.some((entry) => entry.key === found.key)) return false;
  if (found.next >= lineEnd) {
    if (found.next !== found.keyRange.end + 1) return false;
    entries.push({ ...found, value: null, items: [] });
    return true;
  }
  const value = readScalar(text, found.next, lineEnd);
  if (value === null) return false;
  entries.push({ key: found.key, keyRange: found.keyRange, value, items: [] });
  return true;
}

function readItem(text: string, at: number, lineEnd: number, open: OpenEntry): boolean {
  const found = readKey(text, at, lineEnd);
  if (found === null) {
    const scalar = readScalar(text, at, lineEnd);
    if (scalar === null) return false;
    open.items.push(scalar);
    return true;
  }
  const value = readScalar(text, found.next, lineEnd);
  if (value === null) return false;
  const entry = { key: found.key, keyRange: found.keyRange, value };
  open.items.push({ kind: 'map', flow: false, start: at, end: lineEnd, entries: [entry] });
  return true;
}

function readInnerField(text: string, at: number, lineEnd: number, open: OpenEntry): boolean {
  const map = open.items.at(-1);
  const found = readKey(text, at, lineEnd);
  if (map?.kind !== 'map' || found === null) return false;
  const value = readScalar(text, found.next, lineEnd);
  if (value === null || map.entries.some((entry) => entry.key === found.key)) return false;
  const entry = { key: found.key, keyRange: found.keyRange, value };
  const grown: RawMap = { ...map, end: lineEnd, entries: [...map.entries, entry] };
  open.items[open.items.length - 1] = grown;
  return true;
}

function readKey(text: string, at: number, lineEnd: number) {
  KEY.lastIndex = at;
  const key = KEY.exec(text)?.[1];
  if (key === undefined || KEY.lastIndex > lineEnd) return null;
  return { key, keyRange: { start: at, end: at + key.length }, next: KEY.lastIndex };
}

function readScalar(text: string, start: number, end: number): RawScalar | null {
  const source = text.slice(start, end);
  if (source.startsWith('"')) {
    if (!/^"[^"\\\p{Cc}]*"$/u.test(source)) return null;
    return { kind: 'scalar', style: 'double', text: source.slice(1, -1), start, end };
  }
  if (!PLAIN.test(source) || NULL.test(source)) return null;
  if (source.includes(': ') || source.includes(' #') || /[\s:]$/u.test(source)) return null;
  return { kind: 'scalar', style: 'plain', text: source, start, end };
}

function closeEntries(entries: readonly OpenEntry[]): RawEntry[] | null {
  const closed: RawEntry[] = [];
  for (const { key, keyRange, value, items } of entries) {
    const [first] = items;
    if (value === null && first === undefined) return null;
    closed.push({ key, keyRange, value: value ?? closeList(items) });
  }
  return closed;
}

function closeList(items: readonly RawValue[]): RawValue {
  const start = (items[0]?.start ?? 0) - 2;
  return { kind: 'list', flow: false, items, start, end: items.at(-1)?.end ?? start };
}
