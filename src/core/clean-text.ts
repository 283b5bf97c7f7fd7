/**
 * Text from files may carry escape sequences, bidirectional overrides and invisible characters that
 * change what a terminal or a reader sees. Here everything of the Unicode categories control, format,
 * surrogate, line and paragraph separator becomes a visible U+FFFD.
 */

const UNSAFE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;
const UNSAFE_IN_TEXT = /(?![\n\t])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;
const REPLACEMENT = '\uFFFD';

/** Makes text safe to show on one line; line breaks and tabs become single spaces. */
export function cleanLine(text: string): string {
  return text.replace(/\r\n|[\r\n\t]/g, ' ').replace(UNSAFE, REPLACEMENT);
}

/** Makes text of several lines safe to show; line feeds and tabs stay, CRLF becomes a line feed. */
export function cleanText(text: string): string {
  return text.replaceAll('\r\n', '\n').replace(UNSAFE_IN_TEXT, REPLACEMENT);
}
