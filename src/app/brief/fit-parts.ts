/** A piece of the brief that may be shortened; what is left out is to be read at `source`. */
export interface Part {
  readonly text: string;
  /** Where the whole text is, as a reader would open it. */
  readonly source: string;
}

const encoder = new TextEncoder();

/** Size of a text in UTF-8, bytes. */
export function sizeOf(text: string): number {
  return encoder.encode(text).length;
}

/**
 * Shortens the longest parts, and only these, until all together fit `maxBytes`: every part gets the
 * same share, and what a short one does not need goes to the long ones. A cut is at a line and says
 * where the rest is.
 */
export function fitParts(parts: readonly Part[], maxBytes: number): string[] {
  const sizes = parts.map(({ text }) => sizeOf(text));
  const share = findShare(sizes, maxBytes);
  return parts.map((part, index) => ((sizes[index] ?? 0) <= share ? part.text : cut(part, share)));
}

/** The largest share with which the sum of min(size, share) stays within the limit. */
function findShare(sizes: readonly number[], maxBytes: number): number {
  let left = maxBytes;
  let waiting = sizes.length;
  for (const size of [...sizes].sort((a, b) => a - b)) {
    if (size * waiting > left) return Math.max(0, Math.floor(left / waiting));
    left -= size;
    waiting -= 1;
  }
  return Number.POSITIVE_INFINITY;
}

function cut({ text, source }: Part, maxBytes: number): string {
  const notice = `… cut here; the rest is in ${source}`;
  const kept: string[] = [];
  let size = sizeOf(notice) + 1;
  for (const line of text.split('\n')) {
    size += sizeOf(line) + 1;
    if (size > maxBytes) break;
    kept.push(line);
  }
  return [...kept, notice].join('\n');
}
