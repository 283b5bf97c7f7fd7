/**
 * Assembles commit messages. Commits are found by line (`git log -E --grep='^Task: <id>$'`), so no
 * text that comes from a file or a caller may start a line the way our trailers do.
 */
import type { CommitMessage } from '../app/ports.ts';

const LINE_BREAK = /\r\n|[\n\r\v\f\u0085\u2028\u2029]/;
const OURS = /^(?:plan|task|task-status|task-completion)\s*:/i;

/** Formats subject, body and trailer lines as paragraphs; ends with a line feed. */
export function formatCommitMessage(message: CommitMessage): string {
  const paragraphs = [
    formatSubject(message.subject),
    formatBody(message.body ?? ''),
    formatTrailers(message),
  ];
  return `${paragraphs.filter((paragraph) => paragraph !== '').join('\n\n')}\n`;
}

/** Makes one line of any text: line breaks and control characters become single spaces. */
export function foldLine(text: string): string {
  return text.replace(/[\s\p{Cc}\u2028\u2029]+/gu, ' ').trim();
}

/**
 * What `git commit` does to a message that was not edited by hand: no spaces at the end of a line, no
 * empty lines at either end, one at most between two paragraphs. Empty when nothing is left.
 */
export function tidyMessage(text: string): string {
  const lines = text.split(/\r?\n/).map((line) => line.trimEnd());
  const tidy = lines
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .replace(/^\n+|\n+$/g, '');
  return tidy === '' ? '' : `${tidy}\n`;
}

/** Quoted where it reads like a trailer: leading spaces of a subject do not survive `git am`. */
function formatSubject(subject: string): string {
  const line = foldLine(subject);
  return OURS.test(line) ? `"${line}"` : line;
}

function formatBody(body: string): string {
  const lines = body.split(LINE_BREAK).map((line) => line.replace(/\0/g, '').trimEnd());
  return tidyMessage(lines.map((line) => (OURS.test(line) ? `  ${line}` : line)).join('\n')).trimEnd();
}

function formatTrailers({ trailers }: CommitMessage): string {
  return trailers.map(([key, value]) => `${key}: ${foldLine(value)}`).join('\n');
}
