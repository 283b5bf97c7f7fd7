/**
 * Writes text as a YAML scalar that every reader takes for the same text. Words that YAML 1.1 or 1.2
 * would turn into a boolean, number, date or null are quoted (https://yaml.org/type/, and chapter 10 of
 * https://yaml.org/spec/1.2.2/), although our own reader takes every scalar for text.
 */
import type { ScalarStyle } from './raw-value.ts';

/** Words of YAML 1.1 and 1.2 that are not text, and the merge key and default value of 1.1. */
const RESERVED = /^(?:y|n|yes|no|on|off|true|false|null|~|<<|=|[-+]?\.inf|\.nan)$/i;
const NUMBER_LIKE = /^[-+.]?[0-9][0-9_,.:]*(?:e[-+]?[0-9]+)?$|^[-+]?0(?:x[0-9a-f_]+|o[0-7_]+|b[01_]+)$/i;
const DATE_LIKE = /^\d{4}-\d\d?-\d\d?(?:$|[Tt \t])/;
/** First characters that are neither an indicator nor space; `-?:` are left out to be safe. */
const PLAIN_START = /^[\p{L}\p{N}_./(+$€£§«»“”‘’„…–—°]/u;
/** Line breaks of any YAML version, controls, byte order marks, and what cannot be encoded. */
const UNPRINTABLE = /[\p{Cc}\p{Cs}\u2028\u2029\uFEFF\uFFFE\uFFFF]/u;

/** Whether a text can stand without quotes, also inside `[ ]`, and is text to every reader. */
export function isPlainSafe(text: string): boolean {
  if (text === '' || !PLAIN_START.test(text) || UNPRINTABLE.test(text)) return false;
  if (/: | #|[\s:]$|[[\]{},]|\t/u.test(text)) return false;
  return !RESERVED.test(text) && !NUMBER_LIKE.test(text) && !DATE_LIKE.test(text);
}

/** Writes a text on one line, in the style asked for where that style can hold it. */
export function formatScalar(text: string, style: ScalarStyle = 'plain'): string {
  if (style === 'single' && !UNPRINTABLE.test(text)) return `'${text.replaceAll("'", "''")}'`;
  if (style !== 'double' && style !== 'single' && isPlainSafe(text)) return text;
  return quote(text);
}

/**
 * Writes a text of several lines as a literal block, each line indented, or null where a block would
 * not give the same text back.
 */
export function formatBlock(text: string, indent: string, eol: string): string | null {
  const lines = text.replace(/\n$/, '').split('\n');
  if (lines.length < 2 || /^\s*$/.test(lines[0] ?? '') || /^\s/.test(text) || text.endsWith('\n\n'))
    return null;
  if (lines.some((line) => UNPRINTABLE.test(line.replaceAll('\t', '')) || /^\s+$/.test(line))) return null;
  const chomp = text.endsWith('\n') ? '' : '-';
  return `|${chomp}${eol}${lines.map((line) => (line === '' ? '' : indent + line)).join(eol)}`;
}

const ESCAPES: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '\n': '\\n',
  '\t': '\\t',
  '\r': '\\r',
};

function quote(text: string): string {
  const escaped = text.replace(/["\\\p{Cc}\u2028\u2029\uFEFF\uFFFE\uFFFF]/gu, (character) => {
    const hex = character.charCodeAt(0).toString(16).padStart(4, '0');
    return ESCAPES[character] ?? `\\u${hex}`;
  });
  return `"${escaped}"`;
}

/** Replaces halves of surrogate pairs, which UTF-8 cannot hold, and unifies line breaks. */
export function normalizeText(text: string): string {
  return text.replace(/\r\n?/g, '\n').replace(/\p{Cs}/gu, '\uFFFD');
}
