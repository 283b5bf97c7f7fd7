/**
 * The indexes that this process has used last, so that a server does not load them again for each
 * question. What an index says of files stays true whatever becomes of its own file, so one that is
 * remembered needs no more trust than one that is loaded; the file's look only tells whether another
 * process has a newer one.
 */
import type { Signature } from '../signature.ts';
import type { IndexData } from './index-data.ts';

interface Remembered {
  readonly identity: string;
  /** How the index file looked when it held this. */
  readonly signature: Signature;
  readonly data: IndexData;
}

const KEPT = 4;
const byPath = new Map<string, Remembered>();

/** The index that the file holds, if this process has loaded or written just this. */
export function recallIndex(path: string, identity: string, signature: Signature | null): IndexData | null {
  const known = byPath.get(path);
  const isSame =
    known?.identity === identity && known.signature.every((value, place) => value === signature?.[place]);
  return isSame ? known.data : null;
}

export function rememberIndex(path: string, entry: Remembered): void {
  byPath.delete(path);
  byPath.set(path, entry);
  for (const oldest of byPath.keys()) {
    if (byPath.size <= KEPT) break;
    byPath.delete(oldest);
  }
}
