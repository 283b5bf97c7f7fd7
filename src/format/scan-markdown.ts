/**
 * Finds the headings of a Markdown text that really are headings: not those in fenced or indented code,
 * in HTML comments or `<pre>`, or inside list items and quotes. Follows CommonMark where it matters
 * (https://spec.commonmark.org/0.31.2/, sections 4.2 to 4.6 and 5.2), in one pass over the lines.
 */

interface Heading {
  readonly level: number;
  readonly text: string;
  /** Offset of the first line of the heading. */
  readonly start: number;
  /** Offset after the last line of the heading, its underline included. */
  readonly end: number;
}

interface MarkdownScan {
  readonly headings: readonly Heading[];
  /** The line that would close the fence or comment still open at the end; null when none is. */
  readonly closer: string | null;
}

/** A fence or HTML block that hides the lines up to its end. */
interface OpenBlock {
  readonly kind: 'fence' | 'html';
  readonly end: RegExp;
  /** A line that would end it. */
  readonly closer: string;
  /** Indentation of the list item that it stands in; it ends with the item. */
  readonly indent: number;
}

/** What the line being read stands in. */
interface State {
  open: OpenBlock | null;
  /** Column where the content of the last list item begins; 0 outside lists. */
  listIndent: number;
  /** Start of the paragraph that an underline would make a heading; null when there is none. */
  paragraph: number | null;
  /** Whether the last line was text that a following line would continue, also in a list or quote. */
  continuing: boolean;
}

const HTML_BLOCKS: readonly (readonly [start: RegExp, end: RegExp, closer: string])[] = [
  [/^<!--/, /-->/, '-->'],
  [/^<(?:pre|script|style|textarea)(?:[\s>]|$)/i, /<\/(?:pre|script|style|textarea)>/i, '</pre>'],
  [/^<\?/, /\?>/, '?>'],
  [/^<!\[CDATA\[/, /\]\]>/, ']]>'],
];
const LIST_MARKER = /^(?:[-*+]|\d{1,9}[.)])(?:[ \t]+|$)/;
const FENCE = /^(`{3,})[^`]*$|^(~{3,})/;
const HEADING = /^#{1,6}(?=[ \t]|$)/;
const RULE = /^(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,})$/;

/** Scans a text line by line. */
export function scanMarkdown(text: string): MarkdownScan {
  const headings: Heading[] = [];
  const state: State = { open: null, listIndent: 0, paragraph: null, continuing: false };
  for (let start = 0; start < text.length; ) {
    const newline = text.indexOf('\n', start);
    const end = newline === -1 ? text.length : newline + 1;
    const heading = readLine(text, start, end, state);
    if (heading !== null) headings.push(heading);
    start = end;
  }
  return { headings, closer: state.open?.indent === 0 ? state.open.closer : null };
}

function readLine(text: string, start: number, end: number, state: State): Heading | null {
  const line = text.slice(start, end).trimEnd();
  const content = line.trimStart();
  const indent = measureIndent(line);
  if (state.open !== null) {
    const { kind, end: pattern, indent: least } = state.open;
    const isInside = indent >= least || content === '';
    const isEnd = pattern.test(content) && (kind === 'html' || indent <= least + 3);
    if (isEnd || !isInside) state.open = null;
    if (isInside) return null;
  }
  if (content === '') {
    state.paragraph = null;
    state.continuing = false;
    return null;
  }
  if (state.listIndent > 0 && indent >= state.listIndent) {
    readNested(content, indent, state);
    return null;
  }
  return readBlock(text, start, end, content, indent, state);
}

/** A line inside a list item: only what may hide the lines after it matters. */
function readNested(content: string, indent: number, state: State): void {
  state.paragraph = null;
  state.continuing = true;
  if (!openBlock(content, state.listIndent, state)) openListItem(content, indent, state);
}

function readBlock(
  text: string,
  start: number,
  end: number,
  content: string,
  indent: number,
  state: State,
): Heading | null {
  const underlined = state.paragraph;
  if (indent > 3) {
    if (!state.continuing) state.paragraph = null;
    return null;
  }
  if (underlined !== null && /^(?:=+|-+)$/.test(content))
    return endParagraph(text, underlined, start, end, state);
  const marks = HEADING.exec(content)?.[0];
  if (marks !== undefined || RULE.test(content)) {
    state.listIndent = 0;
    state.paragraph = null;
    state.continuing = false;
  }
  if (marks !== undefined) return { level: marks.length, text: readHeadingText(content), start, end };
  if (RULE.test(content)) return null;
  if (openBlock(content, 0, state) || openListItem(content, indent, state)) return null;
  readText(content, start, state);
  return null;
}

function readText(content: string, start: number, state: State): void {
  if (!state.continuing) {
    state.listIndent = 0;
    state.paragraph = content.startsWith('>') ? null : start;
  } else if (content.startsWith('>')) state.paragraph = null;
  state.continuing = true;
}

/** Text of a heading without its marks, the optional closing ones included. */
function readHeadingText(content: string): string {
  const text = content.replace(/^#+/, '').trim();
  const bare = text.replace(/#+$/, '');
  return bare === '' || /[ \t]$/.test(bare) ? bare.trim() : text;
}

function endParagraph(text: string, first: number, underline: number, end: number, state: State): Heading {
  const level = text.slice(underline, end).includes('=') ? 1 : 2;
  const lines = text.slice(first, underline).trim().split('\n');
  state.paragraph = null;
  state.continuing = false;
  return { level, text: lines.map((line) => line.trim()).join(' '), start: first, end };
}

function openBlock(content: string, indent: number, state: State): boolean {
  const fence = FENCE.exec(content);
  const mark = fence?.[1] ?? fence?.[2];
  const html = HTML_BLOCKS.find(([start]) => start.test(content));
  if (mark === undefined && html === undefined) return false;
  if (indent === 0) state.listIndent = 0;
  state.paragraph = null;
  state.continuing = false;
  if (mark !== undefined) {
    const end = new RegExp(`^${mark[0]}{${mark.length},}$`);
    state.open = { kind: 'fence', end, closer: mark, indent };
  } else if (html !== undefined && !html[1].test(content)) {
    state.open = { kind: 'html', end: html[1], closer: html[2], indent };
  }
  return true;
}

/** Enters a list item, whose first line may itself open a fence. Not every marker may interrupt a paragraph. */
function openListItem(content: string, indent: number, state: State): boolean {
  const marker = LIST_MARKER.exec(content)?.[0];
  if (marker === undefined) return false;
  const rest = content.slice(marker.length);
  if (state.paragraph !== null && (rest === '' || /^(?!1[.)])\d/.test(content))) return false;
  const mark = marker.trimEnd();
  const isCode = marker.length - mark.length > 4;
  state.listIndent = indent + (rest === '' || isCode ? mark.length + 1 : marker.length);
  state.paragraph = null;
  state.continuing = true;
  openBlock(rest, state.listIndent, state);
  return true;
}

/** Width of the white space before the text; a tab reaches to the next multiple of 4. */
function measureIndent(line: string): number {
  let width = 0;
  for (const character of line) {
    if (character === ' ') width += 1;
    else if (character === '\t') width += 4 - (width % 4);
    else break;
  }
  return width;
}
