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
  for (let at = 0; at < answer.length; ) {
    const lineEnd = answer.indexOf('\n', at);
    const [oid = '', type = '', size] = answer.toString('utf8', at, lineEnd).split(' ');
    at = lineEnd + 1;
    if (size === undefined) continue;
    const end = at + Number(size);
    objects.set(oid, { type, content: answer.subarray(at, end) });
    at = end + 1;
  }
  return objects;
}
