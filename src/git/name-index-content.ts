import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import type { RepositoryLocation } from './locate-repository.ts';

const HASH_BYTES = { sha1: 20, sha256: 32 } as const;

/**
 * The checksum that an index file ends with, in hexadecimal: https://git-scm.com/docs/gitformat-index. Null for a missing
 * file, and for one that git was told to write without (`index.skipHash`).
 */
export function nameIndexContent(
  file: string,
  objectFormat: RepositoryLocation['objectFormat'],
): string | null {
  let descriptor: number;
  try {
    descriptor = openSync(file, 'r');
  } catch {
    return null;
  }
  try {
    const hash = Buffer.alloc(HASH_BYTES[objectFormat]);
    const length = readSync(descriptor, hash, 0, hash.length, fstatSync(descriptor).size - hash.length);
    return length < hash.length || hash.every((byte) => byte === 0) ? null : hash.toString('hex');
  } catch {
    return null;
  } finally {
    closeSync(descriptor);
  }
}
