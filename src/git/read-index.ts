/**
 * Reads entries from an index file without starting git: https://git-scm.com/docs/gitformat-index. An index
 * with an extension that changes what its entries mean (split, sparse) is left to git.
 */
import { readFileSync } from 'node:fs';
import { readErrno } from '../store/io-error.ts';
import type { RepositoryLocation } from './locate-repository.ts';
import type { IndexEntry } from './scratch-index.ts';

export interface IndexReading {
  /** Whether a path has the stages of a conflict. */
  readonly hasConflict: boolean;
  /** The entries of the wanted paths that are not in conflict. */
  readonly entries: ReadonlyMap<string, IndexEntry>;
}

const HEADER_BYTES = 12;
/** Times, device, inode, mode, owner and size, before the object name. */
const STAT_BYTES = 40;
const MODE_OFFSET = 24;
const STAGE_MASK = 0x3000;
const EXTENDED = 0x4000;
/** The length of the name; this value itself stands for any that is longer. */
const LENGTH_MASK = 0x0fff;

/** Reads the index at an absolute path; a missing one is empty. Null when only git can tell. */
export function readIndex(
  file: string,
  wanted: readonly string[],
  objectFormat: RepositoryLocation['objectFormat'],
): IndexReading | null {
  const bytes = readBytes(file);
  if (bytes === null) return { hasConflict: false, entries: new Map() };
  try {
    return parseIndex(bytes, wanted, objectFormat === 'sha256' ? 32 : 20);
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function parseIndex(bytes: Buffer, wanted: readonly string[], oidBytes: number): IndexReading | null {
  const version = bytes.readUInt32BE(4);
  if (bytes.toString('latin1', 0, 4) !== 'DIRC' || version < 2 || version > 4) return null;
  const readName = version === 4 ? openShortenedNames(bytes) : openWholeNames(bytes, wanted);
  const paths = new Map(wanted.map((path) => [Buffer.from(path).toString('latin1'), path]));
  const entries = new Map<string, IndexEntry>();
  let hasConflict = false;
  let at = HEADER_BYTES;
  for (let left = bytes.readUInt32BE(8); left > 0; left--) {
    const oidAt = at + STAT_BYTES;
    const flags = bytes.readUInt16BE(oidAt + oidBytes);
    const nameAt = oidAt + oidBytes + ((flags & EXTENDED) === 0 ? 2 : 4);
    const { name, end } = readName(nameAt, flags & LENGTH_MASK);
    const path = name === null ? undefined : paths.get(name);
    if ((flags & STAGE_MASK) !== 0) hasConflict = true;
    else if (path !== undefined) {
      const mode = bytes.readUInt32BE(at + MODE_OFFSET).toString(8);
      entries.set(path, { mode, oid: bytes.toString('hex', oidAt, oidAt + oidBytes) });
    }
    // Up to version 3, NULs fill an entry up to a multiple of eight bytes.
    at = version === 4 ? end + 1 : at + ((end - at + 8) & ~7);
  }
  return endsAsKnown(bytes, at, oidBytes) ? { hasConflict, entries } : null;
}

/** Reads the name at a place; null when it is none of the wanted. `end` is where its NUL stands. */
type NameReader = (at: number, length: number) => { readonly name: string | null; readonly end: number };

/** Versions 2 and 3: the name itself. Of ten thousand, only those as long as a wanted one are looked at. */
function openWholeNames(bytes: Buffer, wanted: readonly string[]): NameReader {
  const lengths = new Set(wanted.map((path) => Math.min(Buffer.byteLength(path), LENGTH_MASK)));
  return (at, length) => {
    const end = length < LENGTH_MASK ? at + length : requireFound(bytes.indexOf(0, at));
    return { name: lengths.has(length) ? bytes.toString('latin1', at, end) : null, end };
  };
}

/** Version 4: how many bytes go from the end of the name before, a number of varying length, then what is added. */
function openShortenedNames(bytes: Buffer): NameReader {
  let name = '';
  return (start) => {
    let at = start;
    let byte = bytes.readUInt8(at++);
    let dropped = byte & 0x7f;
    while ((byte & 0x80) !== 0) {
      byte = bytes.readUInt8(at++);
      dropped = (dropped + 1) * 0x80 + (byte & 0x7f);
    }
    const end = requireFound(bytes.indexOf(0, at));
    name = name.slice(0, name.length - dropped) + bytes.toString('latin1', at, end);
    return { name, end };
  };
}

/**
 * Whether nothing follows but extensions that may be passed over, whose names begin with a capital letter, and
 * the checksum.
 */
function endsAsKnown(bytes: Buffer, start: number, oidBytes: number): boolean {
  const end = bytes.length - oidBytes;
  let at = start;
  for (; at < end; at += 8 + bytes.readUInt32BE(at + 4)) {
    if (!/^[A-Z]/.test(bytes.toString('latin1', at, at + 4))) return false;
  }
  return at === end;
}

function requireFound(place: number): number {
  if (place === -1) throw new RangeError('the index ends within a name');
  return place;
}

function readBytes(file: string): Buffer | null {
  try {
    return readFileSync(file);
  } catch (error) {
    if (readErrno(error) === 'ENOENT') return null;
    throw error;
  }
}
