/** Small moves over the lines of a text, by offset. */

/** Offset of the first character of the line that holds an offset. */
export function findLineStart(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1;
}

/** Offset after the line ending of the line that holds an offset. */
export function findNextLine(text: string, offset: number): number {
  const newline = text.indexOf('\n', offset);
  return newline === -1 ? text.length : newline + 1;
}

/** Offset after the last line before an offset that has something on it; the offset is the start of a line. */
export function skipBlankLinesBefore(text: string, offset: number): number {
  for (let at = offset; at > 0; ) {
    const start = at < 2 ? 0 : text.lastIndexOf('\n', at - 2) + 1;
    if (text.slice(start, at).trim() !== '') return at;
    at = start;
  }
  return 0;
}

/** The text with one range of it replaced. */
export function splice(text: string, start: number, end: number, replacement: string): string {
  return text.slice(0, start) + replacement + text.slice(end);
}
