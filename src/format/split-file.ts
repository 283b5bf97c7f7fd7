/** Finds the front matter of a file without parsing it; linear in the size of the text. */
import type { RuleCode } from '../core/rules.ts';

export const MAX_FILE_BYTES = 1024 * 1024;
export const MAX_FRONT_MATTER_BYTES = 256 * 1024;
const MAX_FRONT_MATTER_LINES = 2000;

export interface SplitFile {
  /** Offset of the first field: after the line `---`. */
  readonly start: number;
  /** Offset of the closing line `---`. */
  readonly end: number;
  /** Offset of the body: after the closing line. */
  readonly bodyStart: number;
  /** The line ending of the first line, used for every line that is added. */
  readonly eol: '\n' | '\r\n';
}

/** What is wrong with a text, at an offset of it. */
export interface TextFault {
  readonly code: RuleCode;
  readonly offset: number;
  readonly message?: string;
}

const encoder = new TextEncoder();

/** Size of a text in UTF-8, bytes. */
export function countBytes(text: string): number {
  return encoder.encode(text).length;
}

/** Splits a text into front matter and body, or says why that cannot be done. */
export function splitFile(text: string): SplitFile | TextFault {
  const conflict = findConflict(text);
  if (conflict !== -1) return { code: 'conflict-markers', offset: conflict };
  const open = /^\uFEFF?---(\r?\n)/.exec(text);
  if (open === null) return describeMissingOpening(text);
  const start = open[0].length;
  const close = findClosingLine(text, start);
  if (close === null) return { code: 'unclosed-front-matter', offset: 0 };
  const matter = text.slice(start, close.end);
  if (isTooLarge(matter)) return { code: 'front-matter-too-large', offset: start };
  return { start, ...close, eol: open[1] === '\r\n' ? '\r\n' : '\n' };
}

/** Whether a result says what is wrong instead. */
export function isFault(result: object): result is TextFault {
  return 'code' in result;
}

function describeMissingOpening(text: string): TextFault {
  const first = /^\uFEFF?(---.{0,20})/.exec(text)?.[1];
  if (first === '---') return { code: 'unclosed-front-matter', offset: 0 };
  if (first === undefined) return { code: 'no-front-matter', offset: 0 };
  const message = `The first line begins with ${JSON.stringify(first)} and is not exactly "---"; no language but YAML is read.`;
  return { code: 'no-front-matter', offset: 0, message };
}

function findClosingLine(text: string, start: number): { end: number; bodyStart: number } | null {
  for (let at = start; ; ) {
    if (text.startsWith('---', at)) {
      const after = at + 3;
      if (after === text.length) return { end: at, bodyStart: after };
      if (text[after] === '\n') return { end: at, bodyStart: after + 1 };
      if (text.startsWith('\r\n', after)) return { end: at, bodyStart: after + 2 };
    }
    const lineEnd = text.indexOf('\n', at);
    if (lineEnd === -1) return null;
    at = lineEnd + 1;
  }
}

function isTooLarge(matter: string): boolean {
  if (matter.length * 3 > MAX_FRONT_MATTER_BYTES && countBytes(matter) > MAX_FRONT_MATTER_BYTES) return true;
  let lines = 0;
  for (let at = matter.indexOf('\n'); at !== -1; at = matter.indexOf('\n', at + 1)) lines += 1;
  return lines > MAX_FRONT_MATTER_LINES;
}

/**
 * Offset of the first conflict in the whole text, or -1. Only a set of markers in their order counts,
 * because `=======` alone underlines a heading.
 */
function findConflict(text: string): number {
  if (!text.includes('<<<<<<<')) return -1;
  let opening = -1;
  let divided = false;
  for (const hit of text.matchAll(/^(?:<{7}|>{7})(?: |\r?$)|^={7}\r?$/gm)) {
    if (hit[0].startsWith('<')) {
      opening = hit.index;
      divided = false;
    } else if (hit[0].startsWith('=')) divided = opening !== -1;
    else if (divided) return opening;
  }
  return -1;
}
