export interface BatchObject {
  readonly type: string;
  readonly content: Buffer;
}

/** The standard input that asks `git cat-file --batch` for these objects. */
export function formatBatchRequest(oids: readonly string[]): string {
  return oids.map((oid) => `${oid}\n`).join('');
}

/**
 * Parses the answer of `git cat-file --batch`: for each object `<oid> <type> <size>`, a line feed, the
 * content, a line feed; or `<oid> missing`, which is left out here.
 */
export function parseBatchAnswer(answer: Buffer): Map<string, BatchObject> {
  const objects = new Map<string, BatchObject>();
  createBatchParser((oid, object) => objects.set(oid, object))(answer);
  return objects;
}

/** The same piece by piece: whatever is handed to the result, objects are told as soon as they are whole. */
export function createBatchParser(take: (oid: string, object: BatchObject) => void): (chunk: Buffer) => void {
  const pieces: Buffer[] = [];
  let length = 0;
  /** So many bytes are needed before anything more can be told. */
  let needed = 1;
  return (chunk) => {
    pieces.push(chunk);
    length += chunk.length;
    if (length < needed) return;
    const bytes = pieces.length === 1 ? chunk : Buffer.concat(pieces);
    const { end, missing } = takeWhole(bytes, take);
    pieces.splice(0, pieces.length, bytes.subarray(end));
    length = bytes.length - end;
    needed = length + missing;
  };
}

/** Tells the objects that are whole. `end` is where the first other begins, and `missing` what it lacks at least. */
function takeWhole(
  bytes: Buffer,
  take: (oid: string, object: BatchObject) => void,
): { readonly end: number; readonly missing: number } {
  for (let at = 0; ; ) {
    const lineEnd = bytes.indexOf('\n', at);
    if (lineEnd === -1) return { end: at, missing: 1 };
    const [oid = '', type = '', size] = bytes.toString('utf8', at, lineEnd).split(' ');
    const start = lineEnd + 1;
    if (size === undefined) {
      at = start;
      continue;
    }
    const end = start + Number(size);
    if (end >= bytes.length) return { end: at, missing: end + 1 - bytes.length };
    take(oid, { type, content: bytes.subarray(start, end) });
    at = end + 1;
  }
}
