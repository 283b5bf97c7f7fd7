/**
 * A file of named sections, each with its checksum, in the byte order of the machine that wrote it: it is
 * a cache of one clone and never travels. Layout: magic, length of the directory, directory as JSON,
 * sections each at a multiple of 8 bytes, so that they can be looked at as columns where they lie. The
 * last section is the one that only parts are wanted of; the others are read together.
 */
import { crc32 } from 'node:zlib';

const MAGIC = 'ORCIDX';
const PREFIX_BYTES = 16;

interface Directory {
  /** What must be equal for the file to be of use: versions, object format, byte order. */
  readonly identity: string;
  readonly sections: Readonly<Record<string, readonly [offset: number, bytes: number, checksum: number]>>;
}

/** Bytes of each section, in one or more pieces. */
export type Sections = Readonly<Record<string, readonly Uint8Array[]>>;

/** Reads bytes at a place of the file; shorter at its end. */
export type ReadAt = (offset: number, bytes: number) => Uint8Array;

/** Joins sections into the bytes of a file. */
export function encodeSections(identity: string, sections: Sections): Uint8Array[] {
  const entries: Record<string, readonly [number, number, number]> = {};
  const body: Uint8Array[] = [];
  let offset = 0;
  for (const [name, pieces] of Object.entries(sections)) {
    const length = pieces.reduce((sum, piece) => sum + piece.length, 0);
    entries[name] = [offset, length, pieces.reduce((sum, piece) => crc32(piece, sum), 0)];
    offset += padded(length);
    body.push(...pieces, padding(length));
  }
  const directory = Buffer.from(JSON.stringify({ identity, sections: entries } satisfies Directory));
  const prefix = Buffer.alloc(PREFIX_BYTES);
  prefix.write(MAGIC, 'latin1');
  prefix.writeUInt32LE(directory.length, 8);
  prefix.writeUInt32LE(crc32(directory), 12);
  return [prefix, directory, padding(directory.length), ...body];
}

interface Section {
  /** Where it lies in the file. */
  readonly offset: number;
  readonly bytes: number;
  readonly checksum: number;
}

export interface SectionReader {
  /** Bytes of a section but the last, on an 8-byte boundary. Null when it is missing or its checksum is wrong. */
  read(name: string): Uint8Array | null;
  /** Where a section lies. */
  find(name: string): Section | null;
}

/** Opens a file of sections. Null when it is not whole, or of another identity. */
export function openSections(readAt: ReadAt, identity: string): SectionReader | null {
  const prefix = asBuffer(readAt(0, PREFIX_BYTES));
  if (prefix.length < PREFIX_BYTES || prefix.toString('latin1', 0, MAGIC.length) !== MAGIC) return null;
  const length = prefix.readUInt32LE(8);
  const text = asBuffer(readAt(PREFIX_BYTES, length));
  if (text.length < length || crc32(text) !== prefix.readUInt32LE(12)) return null;
  const directory = JSON.parse(text.toString('utf8')) as Directory;
  if (directory.identity !== identity) return null;
  const start = PREFIX_BYTES + padded(length);
  const front = readAt(start, Object.values(directory.sections).at(-1)?.[0] ?? 0);
  return {
    find(name) {
      const entry = directory.sections[name];
      return entry === undefined ? null : { offset: start + entry[0], bytes: entry[1], checksum: entry[2] };
    },
    read(name) {
      const [offset, byteCount, checksum] = directory.sections[name] ?? [0, -1, 0];
      const bytes = front.subarray(offset, offset + byteCount);
      return bytes.length === byteCount && crc32(bytes) === checksum ? bytes : null;
    },
  };
}

function asBuffer({ buffer, byteOffset, length }: Uint8Array): Buffer {
  return Buffer.from(buffer, byteOffset, length);
}

function padding(length: number): Uint8Array {
  return new Uint8Array(padded(length) - length);
}

function padded(length: number): number {
  return Math.ceil(length / 8) * 8;
}
