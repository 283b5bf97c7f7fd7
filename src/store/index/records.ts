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
  /** How they differ from the records that they were made of, by node. */
  readonly replaced?: { readonly old: RecordColumns; readonly by: ReadonlyMap<number, Uint8Array> };
}

export interface TaskRecord {
  readonly revision: string;
  readonly written: WrittenTask;
}

/** The revision alone, which a record begins with; null when the bytes are not those of a record. */
export function readRevision(records: RecordColumns, node: number): string | null {
  const bytes = records.slice(node);
  const start = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, MAX_START_BYTES));
  return /^\["([0-9a-f]+)"/.exec(start.toString('latin1'))?.[1] ?? null;
}

/** The same for whoever wants the revisions of all. Null when the records are damaged, or no longer there. */
export function openRevisions(records: RecordColumns): ((node: number) => string | null) | null {
  const pieces = records.pieces();
  if (pieces === null) return null;
  // One text for all: what is cut from it is not copied.
  const text = pieces.map(toLatin1).join('');
  return (node) => {
    const from = (records.start[node] ?? 0) + OPENING.length;
    return node < records.checksum.length ? text.slice(from, text.indexOf('"', from)) : null;
  };
}

function toLatin1({ buffer, byteOffset, length }: Uint8Array): string {
  return Buffer.from(buffer, byteOffset, length).toString('latin1');
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

interface Piece {
  readonly bytes: Buffer;
  /** Offset of its first byte among all the records. */
  readonly start: number;
}

/** Collects records in pieces, so that nothing large is ever moved. */
export function createRecordWriter(): RecordWriter {
  const pieces: Piece[] = [];
  const pieceOf: number[] = [];
  const start = [0];
  const checksum: number[] = [];
  let total = 0;
  /** The piece in use; a new one when less than so many bytes are left in it. */
  const makeRoom = (byteCount: number): Piece => {
    const last = pieces.at(-1);
    if (last !== undefined && last.start + last.bytes.length - total >= byteCount) return last;
    const piece = { bytes: Buffer.allocUnsafeSlow(Math.max(PIECE_BYTES, byteCount)), start: total };
    pieces.push(piece);
    return piece;
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
      const piece = makeRoom(text.length * MAX_BYTES_PER_UNIT);
      const used = total - piece.start;
      const byteCount = piece.bytes.write(text, used, 'utf8');
      close(byteCount, crc32(piece.bytes.subarray(used, used + byteCount)));
    },
    copy(source, sum) {
      const piece = makeRoom(source.length);
      piece.bytes.set(source, total - piece.start);
      close(source.length, sum);
    },
    finish: () => joinPieces(pieces, pieceOf, Float64Array.from(start), Uint32Array.from(checksum)),
  };
}

function joinPieces(
  pieces: readonly Piece[],
  pieceOf: readonly number[],
  start: Float64Array,
  checksum: Uint32Array,
): RecordColumns {
  const cut = (piece: Piece, from: number, to: number) =>
    piece.bytes.subarray(from - piece.start, to - piece.start);
  return {
    start,
    checksum,
    slice(node) {
      const piece = pieces[pieceOf[node] ?? -1];
      return piece === undefined ? NO_BYTES : cut(piece, start[node] ?? 0, start[node + 1] ?? 0);
    },
    pieces: () =>
      pieces.map((piece, place) => cut(piece, piece.start, pieces[place + 1]?.start ?? start.at(-1) ?? 0)),
  };
}

/** The records with some of them, by node, replaced. Nothing is read or moved before somebody wants all of them. */
export function replaceRecords(old: RecordColumns, changed: ReadonlyMap<number, TaskRecord>): RecordColumns {
  const checksum = old.checksum.slice();
  const by = new Map(old.replaced?.by);
  for (const [node, record] of changed) {
    const bytes = encodeRecord(record);
    checksum[node] = crc32(bytes);
    by.set(node, bytes);
  }
  return overlay(old.replaced?.old ?? old, by, checksum);
}

function overlay(
  old: RecordColumns,
  by: ReadonlyMap<number, Uint8Array>,
  checksum: Uint32Array,
): RecordColumns {
  let start: Float64Array | undefined;
  return {
    get start() {
      start ??= moveStarts(old.start, by);
      return start;
    },
    checksum,
    replaced: { old, by },
    slice: (node) => by.get(node) ?? old.slice(node),
    pieces() {
      const pieces = old.pieces();
      return pieces === null ? null : splicePieces(Buffer.concat(pieces), old.start, by);
    },
  };
}

function moveStarts(old: Float64Array, by: ReadonlyMap<number, Uint8Array>): Float64Array {
  const start = old.slice();
  let moved = 0;
  for (let node = 0; node < start.length; node++) {
    const from = old[node] ?? 0;
    start[node] = from + moved;
    const bytes = by.get(node);
    if (bytes !== undefined) moved += bytes.length - ((old[node + 1] ?? 0) - from);
  }
  return start;
}

function splicePieces(
  before: Uint8Array,
  start: Float64Array,
  by: ReadonlyMap<number, Uint8Array>,
): Uint8Array[] {
  const parts: Uint8Array[] = [];
  let taken = 0;
  for (const [node, bytes] of [...by].sort(([a], [b]) => a - b)) {
    parts.push(before.subarray(taken, start[node]), bytes);
    taken = start[node + 1] ?? 0;
  }
  return [...parts, before.subarray(taken)];
}

function encodeRecord({ revision, written }: TaskRecord): Buffer {
  return Buffer.from(JSON.stringify([revision, written]));
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

/** Before the revision. */
const OPENING = '["';

/** Brackets, quotes and the longest name of an object. */
const MAX_START_BYTES = 68;
const SINGLE_READS = 64;
const NO_BYTES = new Uint8Array();
