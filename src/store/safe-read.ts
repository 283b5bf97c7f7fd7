/**
 * Reads a regular file without following a link at its end: a link or a named pipe under `.tasks/`
 * could lead anywhere, or hang the reader.
 */
import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { type Signature, signatureOf } from './signature.ts';

export type ReadFailure = 'missing' | 'symlink' | 'not-regular' | 'too-large' | 'unreadable';

export type ReadResult =
  | {
      readonly ok: true;
      readonly bytes: Buffer;
      /** Taken before the bytes: a change while they were read shows at the next look. */
      readonly signature: Signature;
    }
  | { readonly ok: false; readonly failure: ReadFailure; readonly detail: string };

/** Whole content of a regular file of at most `maxBytes`; a failure is a value. */
export function readRegularFile(absolutePath: string, maxBytes: number): ReadResult {
  let descriptor: number;
  try {
    descriptor = openSync(absolutePath, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  } catch (error) {
    return { ok: false, failure: failureOf(error), detail: String((error as Error).message) };
  }
  try {
    const stat = fstatSync(descriptor, { bigint: true });
    if (!stat.isFile()) return { ok: false, failure: 'not-regular', detail: 'not a regular file' };
    if (stat.size > maxBytes) {
      return { ok: false, failure: 'too-large', detail: `${stat.size} bytes, more than ${maxBytes}` };
    }
    return { ok: true, bytes: readAll(descriptor, Number(stat.size)), signature: signatureOf(stat) };
  } catch (error) {
    return { ok: false, failure: failureOf(error), detail: String((error as Error).message) };
  } finally {
    closeSync(descriptor);
  }
}

/** `readFileSync` would ask for the size once more, which counts when there are 10,000 files. */
function readAll(descriptor: number, size: number): Buffer {
  const bytes = Buffer.allocUnsafe(size);
  let length = 0;
  while (length < size) {
    const read = readSync(descriptor, bytes, length, size - length, null);
    if (read === 0) break;
    length += read;
  }
  return bytes.subarray(0, length);
}

function failureOf(error: unknown): ReadFailure {
  switch ((error as NodeJS.ErrnoException).code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return 'missing';
    case 'ELOOP':
    case 'EMLINK':
      return 'symlink';
    case 'ENXIO':
      return 'not-regular';
    default:
      return 'unreadable';
  }
}
