/**
 * Text from files may carry escape sequences, bidirectional overrides and invisible characters that
 * change what a terminal or a reader sees. Here everything of the Unicode categories control, format,
 * surrogate, line and paragraph separator becomes a visible U+FFFD.
 */

const REPLACEMENT = '\uFFFD';

/** Printable ASCII, by far the most common text, needs neither a change nor the Unicode tables. */
const PLAIN_LINE = /^[ -~]*$/;
const PLAIN_TEXT = /^[ -~\n\t]*$/;

/** Made when first needed: setting up the Unicode categories takes milliseconds. */
let unsafe: { readonly line: RegExp; readonly text: RegExp } | undefined;

function unsafePatterns() {
  unsafe ??= {
    line: /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu,
    text: /(?![\n\t])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu,
  };
  return unsafe;
}

/** Makes text safe to show on one line; line breaks and tabs become single spaces. */
export function cleanLine(text: string): string {
  if (PLAIN_LINE.test(text)) return text;
  return text.replace(/\r\n|[\r\n\t]/g, ' ').replace(unsafePatterns().line, REPLACEMENT);
}

/** Makes text of several lines safe to show; line feeds and tabs stay, CRLF becomes a line feed. */
export function cleanText(text: string): string {
  if (PLAIN_TEXT.test(text)) return text;
  return text.replaceAll('\r\n', '\n').replace(unsafePatterns().text, REPLACEMENT);
}
