/**
 * What `lstat` says of a file, as a proof that it was not touched since. Size and modification time alone
 * can be forged by `touch -r`; the change time and the inode cannot. Two writes within one tick of the
 * clock look the same, so an entry that was changed just before it was read is racy, and is read again
 * (https://git-scm.com/docs/racy-git).
 */
import { type BigIntStats, lstatSync } from 'node:fs';

/** Modification time and change time in nanoseconds, size in bytes, inode. */
export type Signature = readonly [mtimeNs: bigint, ctimeNs: bigint, size: bigint, inode: bigint];

export const SIGNATURE_LENGTH = 4;

const SECOND_NS = 1_000_000_000n;
/** Longer than a tick of any clock that file systems with fine stamps take their times from. */
const RACY_WINDOW_NS = 50_000_000n;
/** Longer than the steps of file systems that keep whole seconds, or every other one. */
const COARSE_WINDOW_NS = 2n * SECOND_NS + RACY_WINDOW_NS;

/** No file looks like this. */
export const ABSENT: Signature = [0n, 0n, -1n, 0n];

/** Null when nothing lies at the path. */
export function readSignature(absolutePath: string): Signature | null {
  let stat: BigIntStats | undefined;
  try {
    stat = lstatSync(absolutePath, { bigint: true, throwIfNoEntry: false });
  } catch {
    return null; // a file in place of a folder above it, or no right to look: the reader will say which
  }
  return stat === undefined ? null : signatureOf(stat);
}

export function signatureOf({ mtimeNs, ctimeNs, size, ino }: BigIntStats): Signature {
  return [mtimeNs, ctimeNs, size, ino];
}

/** Whether the content may have changed after `startNs` without a trace in the signature. */
export function isRacy([mtimeNs, ctimeNs]: Signature, startNs: bigint): boolean {
  const youngest = mtimeNs > ctimeNs ? mtimeNs : ctimeNs;
  const window = youngest % SECOND_NS === 0n ? COARSE_WINDOW_NS : RACY_WINDOW_NS;
  return youngest > startNs - window;
}

/** Whether a change after `startNs` shows even to somebody who looks at the second of the change time only. */
export function isSecondsOld(ctimeNs: bigint, startNs: bigint): boolean {
  return ctimeNs / SECOND_NS < (startNs - RACY_WINDOW_NS) / SECOND_NS;
}

/** The clock that signatures are compared with: nanoseconds since the epoch. */
export function nowNs(): bigint {
  return BigInt(Date.now()) * 1_000_000n;
}
