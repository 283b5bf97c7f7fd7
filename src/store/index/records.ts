/**
 * What the index keeps of the readable tasks: one JSON record each, one after the other, so that a
 * question about ten tasks decodes ten, and building the index keeps bytes instead of objects.
 */
import { crc32 } from 'node:zlib';
import type { WrittenTask } from '../../core/task.ts';
import type { ReadAt } from './sections.ts';

/** One record per readable task, by node. */
export interface RecordColumns {
  /** `count + 1` offsets into all the records. */
  readonly start: Float64Array;
  readonly checksum: Uint32Array;
  /** Bytes of one record; other bytes or none when its index is no longer there. */
  slice(node: number): Uint8Array;
  /** All records, in pieces. Null when they are damaged, or their index is no longer there. */
  pieces(): readonly Uint8Array[] | null;
}

export interface TaskRecord {
  readonly revision: string;
  readonly written: WrittenTask;
}

/** Decodes one record; null when its bytes are damaged. */
export function decodeRecord(records: RecordColumns, node: number): TaskRecord | null {
  const bytes = records.slice(node);
  if (crc32(bytes) !== records.checksum[node]) return null;
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('utf8');
  const [revision, written] = JSON.parse(text) as [string, WrittenTask];
  return { revision, written };
}

export interface RecordWriter {
  add(record: TaskRecord): void;
  /** Adds the bytes of a record of another index. */
  copy(bytes: Uint8Array, checksum: number): void;
  finish(): RecordColumns;
}

/** Large enough for thousands of records. */
const PIECE_BYTES = 1 << 20;
const MAX_BYTES_PER_UNIT = 3;

/** Collects records in pieces, so that nothing large is ever moved. */
export function createRecordWriter(): RecordWriter {
  const pieces: { readonly bytes: Buffer; readonly start: number }[] = [];
  const start = [0];
  const checksum: number[] = [];
  const pieceOf: number[] = [];
  let total = 0;
  /** The piece in use, and how much of it is; a new one when less than so many bytes are left. */
  const makeRoom = (byteCount: number) => {
    const last = pieces.at(-1);
    const used = last === undefined ? 0 : total - last.start;
    if (last !== undefined && last.bytes.length - used >= byteCount) return { bytes: last.bytes, used };
    const bytes = Buffer.allocUnsafeSlow(Math.max(PIECE_BYTES, byteCount));
    pieces.push({ bytes, start: total });
    return { bytes, used: 0 };
  };
  const close = (byteCount: number, sum: number) => {
    total += byteCount;
    start.push(total);
    checksum.push(sum);
    pieceOf.push(pieces.length - 1);
  };
  return {
    add({ revision, written }) {
      const text = JSON.stringify([revision, written]);
      const { bytes, used } = makeRoom(text.length * MAX_BYTES_PER_UNIT);
      const byteCount = bytes.write(text, used, 'utf8');
      close(byteCount, crc32(bytes.subarray(used, used + byteCount)));
    },
    copy(source, sum) {
      const { bytes, used } = makeRoom(source.length);
      bytes.set(source, used);
      close(source.length, sum);
    },
    finish: () => ({
      start: Float64Array.from(start),
      checksum: Uint32Array.from(checksum),
      slice(node) {
        const piece = pieces[pieceOf[node] ?? -1];
        const [from = 0, to = 0] = start.slice(node, node + 2);
        return piece === undefined ? NO_BYTES : piece.bytes.subarray(from - piece.start, to - piece.start);
      },
      pieces: () =>
        pieces.map((piece, place) => {
          const end = pieces[place + 1]?.start ?? total;
          return piece.bytes.subarray(0, end - piece.start);
        }),
    }),
  };
}

interface StoredRecords {
  readonly start: Float64Array;
  readonly checksum: Uint32Array;
  /** Of all records together. */
  readonly section: { readonly offset: number; readonly bytes: number; readonly checksum: number };
  readonly read: ReadAt;
}

/**
 * The records of an index file: single ones are read one by one, since most questions want a few of them;
 * whoever wants many gets all at once.
 */
export function openRecords({ start, checksum, section, read }: StoredRecords): RecordColumns {
  let singleReads = 0;
  let all: Uint8Array | undefined;
  const readAll = () => {
    all ??= read(section.offset, section.bytes);
    return all;
  };
  return {
    start,
    checksum,
    slice(node) {
      const from = start[node] ?? 0;
      const to = start[node + 1] ?? 0;
      if (all === undefined && ++singleReads <= SINGLE_READS) return read(section.offset + from, to - from);
      return readAll().subarray(from, to);
    },
    pieces() {
      const bytes = readAll();
      return bytes.length === section.bytes && crc32(bytes) === section.checksum ? [bytes] : null;
    },
  };
}

const SINGLE_READS = 64;
const NO_BYTES = new Uint8Array();
