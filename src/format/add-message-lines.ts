/** Adds lines to a commit message that may have comments below it, and a diff below these. */

/** Below this mark git cuts a message off, whatever the cleanup mode. */
const CUT_MARK = /^(\S+) -{24} >8 -{24}$/m;
const TRAILER = /^(?:[A-Za-z0-9-]+: |[ \t]|\(cherry picked from )/;

/**
 * Adds the lines as the last paragraph, or to it when it consists of trailers. `isEdited`: an editor comes, so that
 * the text ends in comments; otherwise all of it is message, and an empty one stays empty.
 */
export function addMessageLines(
  text: string,
  lines: readonly string[],
  { isEdited }: { readonly isEdited: boolean },
): string {
  const end = isEdited ? findComments(text) : text.length;
  const message = text.slice(0, end).replace(/\n+$/, '');
  const rest = text.slice(end);
  if (message.trim() === '') return isEdited ? `\n\n${lines.join('\n')}\n${startLine(rest)}` : text;
  const gap = endsInTrailers(message) ? '\n' : '\n\n';
  return `${message}${gap}${lines.join('\n')}\n${startLine(rest)}`;
}

/** Where the comments at the end begin, blank lines before them included. */
function findComments(text: string): number {
  const cut = CUT_MARK.exec(text);
  const above = cut === null ? text : text.slice(0, cut.index);
  const prefix = cut?.[1] ?? guessPrefix(above);
  if (prefix === null) return above.length;
  let end = above.length;
  for (const line of above.split('\n').reverse()) {
    if (line.trim() !== '' && !line.startsWith(prefix)) break;
    end -= line.length + 1;
  }
  return Math.max(end, 0);
}

/** git ends what it gives to an editor with comments; their character is a setting. */
function guessPrefix(text: string): string | null {
  return /^([^\p{L}\p{N}\s]).*$/u.exec(text.trimEnd().split('\n').at(-1) ?? '')?.[1] ?? null;
}

function endsInTrailers(message: string): boolean {
  const paragraphs = message.split(/\n[ \t]*\n/);
  const last = paragraphs.length > 1 ? (paragraphs.at(-1) ?? '') : '';
  return last !== '' && last.split('\n').every((line) => TRAILER.test(line));
}

/** What follows stays apart by one blank line. */
function startLine(rest: string): string {
  return rest === '' ? '' : `\n${rest.replace(/^\n+/, '')}`;
}
