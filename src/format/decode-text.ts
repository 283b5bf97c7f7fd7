const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const lenient = new TextDecoder('utf-8', { ignoreBOM: true });

/** Decodes UTF-8 and keeps a byte order mark; null when the bytes are not UTF-8. */
export function decodeText(bytes: Uint8Array): string | null {
  try {
    return strict.decode(bytes);
  } catch {
    return null;
  }
}

/** Line and column of the first bytes that are not UTF-8, in bytes that are not. */
export function locateInvalidBytes(bytes: Uint8Array): { line: number; column: number } {
  let line = 1;
  for (let start = 0; start < bytes.length; line += 1) {
    const newline = bytes.indexOf(0x0a, start);
    const end = newline === -1 ? bytes.length : newline + 1;
    const piece = bytes.subarray(start, end);
    if (decodeText(piece) === null) return { line, column: lenient.decode(piece).indexOf('\uFFFD') + 1 };
    start = end;
  }
  return { line, column: 1 };
}
