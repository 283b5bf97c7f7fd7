/**
 * Makes free text safe to stand inside a section of a file: it can neither begin a section of its own,
 * nor hide the sections after it behind an open fence or comment, nor look like a merge conflict.
 */
import { scanMarkdown } from './scan-markdown.ts';

const CONFLICT_MARKER = /^(?=(?:<{7}|\|{7}|>{7})(?: |$)|={7}$)/gm;
const UNWANTED = /(?![\n\t])[\p{Cc}\p{Cs}]/gu;

/**
 * Turns headings of level 1 and 2 into level 3, closes what is open, and unifies line breaks to `\n`.
 * With `names`, only headings of these names (lower case) are turned.
 */
export function guardText(text: string, names?: ReadonlySet<string>): string {
  const clean = trimBlankLines(text.replace(/\r\n?/g, '\n').replace(UNWANTED, '\uFFFD'));
  const { headings } = scanMarkdown(clean);
  let guarded = clean;
  for (const heading of headings.toReversed()) {
    if (heading.level > 2 || names?.has(heading.text.toLowerCase()) === false) continue;
    const lineBreak = guarded[heading.end - 1] === '\n' ? '\n' : '';
    const line = `### ${heading.text}`.trimEnd() + lineBreak;
    guarded = guarded.slice(0, heading.start) + line + guarded.slice(heading.end);
  }
  const { closer } = scanMarkdown(guarded);
  const closed = closer === null ? guarded : `${guarded}\n${closer}`;
  return closed.replace(CONFLICT_MARKER, ' ');
}

/** Drops blank lines at both ends; the indentation of the first line stays. */
export function trimBlankLines(text: string): string {
  const first = text.search(/\S/);
  if (first === -1) return '';
  return text.slice(text.lastIndexOf('\n', first) + 1).trimEnd();
}
