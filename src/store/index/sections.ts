/**
 * A file of named sections, each with its checksum, in the byte order of the machine that wrote it: it is
 * a cache of one clone and never travels. Layout: magic, length of the directory, directory as JSON,
 * sections each at a multiple of 8 bytes, so that they can be looked at as columns where they lie.
 */
import { crc32 } from 'node:zlib';

const MAGIC = 'ORCIDX';
const PREFIX_BYTES = 16;

interface Directory {
  /** What must be equal for the file to be of use: versions, object format, byte order. */
  readonly identity: string;
  readonly sections: Readonly<Record<string, readonly [offset: number, bytes: number, checksum: number]>>;
}

export type Sections = Readonly<Record<string, Uint8Array>>;

/** Reads bytes at a place of the file; shorter at its end. */
export type ReadAt = (offset: number, bytes: number) => Uint8Array;

/** Joins sections into the bytes of a file. */
export function encodeSections(identity: string, sections: Sections): Uint8Array[] {
  const entries: Record<string, readonly [number, number, number]> = {};
  let offset = 0;
  for (const [name, bytes] of Object.entries(sections)) {
    entries[name] = [offset, bytes.length, crc32(bytes)];
    offset += padded(bytes.length);
  }
  const directory = Buffer.from(JSON.stringify({ identity, sections: entries } satisfies Directory));
  const prefix = Buffer.alloc(PREFIX_BYTES);
  prefix.write(MAGIC, 'latin1');
  prefix.writeUInt32LE(directory.length, 8);
  prefix.writeUInt32LE(crc32(directory), 12);
  const chunks: Uint8Array[] = [prefix, ...pad(directory)];
  for (const bytes of Object.values(sections)) chunks.push(...pad(bytes));
  return chunks;
}

export interface SectionReader {
  /** Bytes of a section, on an 8-byte boundary. Null when it is missing or its checksum is wrong. */
  read(name: string): Uint8Array | null;
  /** Where a section lies in the file, for readers that want parts of it. */
  find(name: string): { readonly offset: number; readonly bytes: number } | null;
}

/** Opens a file of sections. Null when it is not whole, or of another identity. */
export function openSections(readAt: ReadAt, identity: string): SectionReader | null {
  const prefix = Buffer.from(readAt(0, PREFIX_BYTES));
  if (prefix.length < PREFIX_BYTES || prefix.toString('latin1', 0, MAGIC.length) !== MAGIC) return null;
  const length = prefix.readUInt32LE(8);
  const text = Buffer.from(readAt(PREFIX_BYTES, length));
  if (text.length < length || crc32(text) !== prefix.readUInt32LE(12)) return null;
  const directory = JSON.parse(text.toString('utf8')) as Directory;
  if (directory.identity !== identity) return null;
  const start = PREFIX_BYTES + padded(length);
  return {
    find(name) {
      const entry = directory.sections[name];
      return entry === undefined ? null : { offset: start + entry[0], bytes: entry[1] };
    },
    read(name) {
      const entry = directory.sections[name];
      if (entry === undefined) return null;
      const bytes = readAt(start + entry[0], entry[1]);
      return bytes.length === entry[1] && crc32(bytes) === entry[2] ? bytes : null;
    },
  };
}

function pad(bytes: Uint8Array): Uint8Array[] {
  return [bytes, new Uint8Array(padded(bytes.length) - bytes.length)];
}

function padded(length: number): number {
  return Math.ceil(length / 8) * 8;
}
