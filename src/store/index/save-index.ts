import { closeSync, fstatSync, mkdirSync, openSync, renameSync, unlinkSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Signature, signatureOf } from '../signature.ts';
import { newTemporaryName, sweepTemporaries } from '../temporary-files.ts';

/**
 * Replaces the index in one step, and says how its file looks then. Several processes may do so at once:
 * each writes a whole index that says truly what its writer saw, and the last one stays. A cache that
 * cannot be written (a read-only or full disk) is done without, null: the next reader reads the files.
 */
export function saveIndex(path: string, chunks: readonly Uint8Array[]): Signature | null {
  const folder = dirname(path);
  const temporary = join(folder, newTemporaryName());
  try {
    mkdirSync(folder, { recursive: true });
    sweepTemporaries(folder);
    return replace(path, temporary, chunks);
  } catch {
    removeQuietly(temporary);
    return null;
  }
}

function replace(path: string, temporary: string, chunks: readonly Uint8Array[]): Signature {
  const descriptor = openSync(temporary, 'wx');
  try {
    for (const chunk of chunks) writeWhole(descriptor, chunk);
    renameSync(temporary, path);
    return signatureOf(fstatSync(descriptor, { bigint: true }));
  } finally {
    closeSync(descriptor);
  }
}

function writeWhole(descriptor: number, chunk: Uint8Array): void {
  for (let from = 0; from < chunk.length; ) from += writeSync(descriptor, chunk, from);
}

function removeQuietly(path: string): void {
  try {
    unlinkSync(path);
  } catch {
    // it was never made
  }
}
