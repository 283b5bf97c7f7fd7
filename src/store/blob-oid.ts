import { createHash } from 'node:crypto';

export type ObjectFormat = 'sha1' | 'sha256';

/** The oid that git gives to a blob of these bytes, no filter applied: `blob <size>\0<bytes>`, hashed. */
export function blobOid(bytes: Uint8Array, objectFormat: ObjectFormat): string {
  return createHash(objectFormat).update(`blob ${bytes.length}\0`).update(bytes).digest('hex');
}
