import { randomBytes } from 'node:crypto';
import { closeSync, mkdirSync, openSync, renameSync, unlinkSync, writevSync } from 'node:fs';
import { dirname } from 'node:path';
import { encodeIndex, type IndexData } from './index-file.ts';

/**
 * Replaces the index in one step. Several processes may do so at once: each writes a whole index that
 * says truly what its writer saw, and the last one stays. A cache that cannot be written (a read-only
 * or full disk) is done without: the next reader reads the files.
 */
export function saveIndex(path: string, data: IndexData, identity: string): void {
  const temporary = `${path}.${process.pid}-${randomBytes(4).toString('hex')}`;
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeAll(temporary, encodeIndex(data, identity));
    renameSync(temporary, path);
  } catch {
    removeQuietly(temporary);
  }
}

function writeAll(path: string, chunks: readonly Uint8Array[]): void {
  const descriptor = openSync(path, 'wx');
  try {
    let bytes = Buffer.concat(chunks);
    while (bytes.length > 0) bytes = bytes.subarray(writevSync(descriptor, [bytes]));
  } finally {
    closeSync(descriptor);
  }
}

function removeQuietly(path: string): void {
  try {
    unlinkSync(path);
  } catch {
    // it was never made
  }
}
