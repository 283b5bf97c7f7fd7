/**
 * A text that the program wrote carries a checksum of itself, so that a later version can tell its own old text,
 * which it may replace, from one that somebody has edited, which it never does.
 */
import { createHash } from 'node:crypto';

const CHECKSUM = /(?<=\bchecksum )[0-9a-f]{16}\b/;
const NONE = '0'.repeat(16);

/** The line that a text has to hold, once, before it is sealed. */
export const SEAL = `Written by git-orchestrator, and kept up to date by \`orc maintain update_documentation\` until somebody edits it; checksum ${NONE}`;

/** Puts the checksum of the text into it. */
export function seal(text: string): string {
  return text.replace(CHECKSUM, hash(text));
}

/** Whether the checksum in a text is that of the text; line endings do not count, since git may change them. */
export function isOwn(text: string): boolean {
  const plain = text.replaceAll('\r\n', '\n');
  return CHECKSUM.exec(plain)?.[0] === hash(plain.replace(CHECKSUM, NONE));
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}
