/**
 * The index as columns: what every question needs (the graph) apart from what few need (the tasks
 * themselves, one JSON record each). It holds nothing that the files do not say, and can be deleted at
 * any time.
 */
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { crc32 } from 'node:zlib';
import type { KnownFacts } from '../../core/graph/graph-facts.ts';
import type { PlanNode, TaskGraph } from '../../core/graph/task-graph.ts';
import type { Problem } from '../../core/problem.ts';
import type { Plan, UnreadableFile, WrittenTask } from '../../core/task.ts';
import { encodeSections, openSections, type ReadAt, type SectionReader } from './sections.ts';

/** Raised whenever the layout, or what the parser makes of a file, changes. */
const VERSION = 1;

/** What the row of a file in the index refers to. */
export const FILE_KINDS = ['task', 'plan', 'unreadable'] as const;

export interface IndexedFolder {
  /** Empty for `.tasks/` itself. */
  readonly name: string;
  readonly firstFile: number;
  readonly fileCount: number;
  readonly problems: readonly Problem[];
}

/** The small parts, kept as JSON. */
export interface IndexMeta {
  readonly size: number;
  readonly plans: readonly Plan[];
  readonly unreadable: readonly UnreadableFile[];
  /** Of single files, by path. */
  readonly fileProblems: readonly Problem[];
  /** Of single files, of folders, and between files; in order. */
  readonly problems: readonly Problem[];
  readonly folders: readonly IndexedFolder[];
  readonly planNodes: readonly PlanNode[];
  readonly dangling: TaskGraph['dangling'];
  /** How the record of the probe looked when it vouched for files; null when it was not asked. */
  readonly probed: string | null;
}

/** How the files looked when they were read; four numbers of a signature per row. */
export interface FileColumns {
  /** Codes of `FILE_KINDS`. */
  readonly kind: Uint8Array;
  /** Node, index in `plans`, or index in `unreadable`. */
  readonly reference: Int32Array;
  readonly signature: BigInt64Array;
  readonly racy: Uint8Array;
  /** 1 where the probe vouched for the file. */
  readonly vouched: Uint8Array;
  /** The same for the folders. */
  readonly folderSignature: BigInt64Array;
  readonly folderRacy: Uint8Array;
}

export interface IndexData {
  readonly meta: IndexMeta;
  readonly graph: TaskGraph;
  readonly files: FileColumns;
  readonly records: RecordColumns;
  /** Null until somebody asks a question while nothing has changed: an edit does not pay for them. */
  readonly facts: KnownFacts | null;
}

/** One record per readable task, by node. */
export interface RecordColumns {
  /** `count + 1` offsets into the blob. */
  readonly start: Float64Array;
  readonly checksum: Uint32Array;
  /** Bytes of one record. */
  slice(node: number): Uint8Array;
}

export interface TaskRecord {
  readonly revision: string;
  readonly written: WrittenTask;
}

export function identityOf(objectFormat: string): string {
  const order = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1 ? 'little' : 'big';
  return `${VERSION} ${objectFormat} ${order}`;
}

/** Bytes of an index file. */
export function encodeIndex(data: IndexData, identity: string): Uint8Array[] {
  const { graph, files, records, meta } = data;
  const count = records.start.length - 1;
  const blob: Uint8Array[] = [];
  for (let node = 0; node < count; node++) blob.push(records.slice(node));
  return encodeSections(identity, {
    meta: Buffer.from(JSON.stringify(meta)),
    ids: Buffer.from(graph.ids.join('\n')),
    status: graph.status,
    priority: graph.priority,
    weightHours: bytesOf(graph.weightHours),
    planOf: bytesOf(graph.planOf),
    dependencyStart: bytesOf(graph.dependencyStart),
    dependency: bytesOf(graph.dependency),
    ownEnd: bytesOf(graph.ownEnd),
    fileKind: files.kind,
    fileReference: bytesOf(files.reference),
    fileSignature: bytesOf(files.signature),
    fileRacy: files.racy,
    fileVouched: files.vouched,
    folderSignature: bytesOf(files.folderSignature),
    folderRacy: files.folderRacy,
    ...encodeFacts(data.facts),
    recordStart: bytesOf(records.start),
    recordChecksum: bytesOf(records.checksum),
    records: Buffer.concat(blob),
  });
}

/** Reads an index; null when there is none, or it is damaged or of another version. */
export function loadIndex(path: string, identity: string): IndexData | null {
  let descriptor: number;
  try {
    descriptor = openSync(path, 'r');
  } catch {
    return null;
  }
  try {
    const { ino } = fstatSync(descriptor);
    const open = descriptor;
    const reader = openSections((offset, length) => readAt(open, offset, length), identity);
    return reader === null
      ? null
      : decodeIndex(reader, (offset, length) => readLater(path, ino, offset, length));
  } catch {
    return null; // whatever is wrong with a cache, the files say it again
  } finally {
    closeSync(descriptor);
  }
}

/** Bytes at a place of a file; fewer at its end. */
function readAt(descriptor: number, offset: number, length: number): Uint8Array {
  const bytes = Buffer.allocUnsafeSlow(length);
  let count = 0;
  while (count < length) {
    const read = readSync(descriptor, bytes, count, length - count, offset + count);
    if (read === 0) break;
    count += read;
  }
  return bytes.subarray(0, count);
}

/** The same when the file is no longer open; nothing when another index has taken its place. */
function readLater(path: string, inode: number, offset: number, length: number): Uint8Array {
  try {
    const descriptor = openSync(path, 'r');
    try {
      return fstatSync(descriptor).ino === inode ? readAt(descriptor, offset, length) : NO_BYTES;
    } finally {
      closeSync(descriptor);
    }
  } catch {
    return NO_BYTES;
  }
}

const NO_BYTES = new Uint8Array();

/**
 * Reads single records one by one, since most questions want a few of them; whoever wants many gets the
 * whole section at once.
 */
function readRecords(start: Float64Array, blobOffset: number, read: ReadAt): (node: number) => Uint8Array {
  let single = 0;
  let all: Uint8Array | undefined;
  return (node) => {
    const from = start[node] ?? 0;
    const to = start[node + 1] ?? 0;
    if (all === undefined && ++single > SINGLE_READS) all = read(blobOffset, start.at(-1) ?? 0);
    return all === undefined ? read(blobOffset + from, to - from) : all.subarray(from, to);
  };
}

const SINGLE_READS = 64;

function decodeIndex(reader: SectionReader, readRecordBytes: ReadAt): IndexData | null {
  const section = (name: string): Uint8Array => {
    const bytes = reader.read(name);
    if (bytes === null) throw new Error(`section ${name} is damaged`);
    return bytes;
  };
  const meta = JSON.parse(textOf(section('meta'))) as IndexMeta;
  const blob = reader.find('records');
  if (blob === null) return null;
  const start = new Float64Array(...view(section('recordStart'), 8));
  return {
    meta,
    graph: {
      size: meta.size,
      ids: meta.size === 0 ? [] : textOf(section('ids')).split('\n'),
      status: section('status'),
      priority: section('priority'),
      weightHours: new Float64Array(...view(section('weightHours'), 8)),
      planOf: new Int32Array(...view(section('planOf'), 4)),
      plans: meta.planNodes,
      dependencyStart: new Int32Array(...view(section('dependencyStart'), 4)),
      dependency: new Int32Array(...view(section('dependency'), 4)),
      ownEnd: new Int32Array(...view(section('ownEnd'), 4)),
      dangling: meta.dangling,
      claimed: new Uint8Array(meta.size),
    },
    files: {
      kind: section('fileKind'),
      reference: new Int32Array(...view(section('fileReference'), 4)),
      signature: new BigInt64Array(...view(section('fileSignature'), 8)),
      racy: section('fileRacy'),
      vouched: section('fileVouched'),
      folderSignature: new BigInt64Array(...view(section('folderSignature'), 8)),
      folderRacy: section('folderRacy'),
    },
    facts: reader.find('states') === null ? null : decodeFacts(section),
    records: {
      start,
      checksum: new Uint32Array(...view(section('recordChecksum'), 4)),
      slice: readRecords(start, blob.offset, readRecordBytes),
    },
  };
}

function encodeFacts(facts: KnownFacts | null): Record<string, Uint8Array> {
  if (facts === null) return {};
  const { states, chain, dependents } = facts;
  return {
    states,
    chainHours: bytesOf(chain.hours),
    chainNext: bytesOf(chain.next),
    dependentStart: bytesOf(dependents.dependentStart),
    dependent: bytesOf(dependents.dependent),
    dependentOwnEnd: bytesOf(dependents.ownEnd),
    readyHead: bytesOf(facts.readyHead),
  };
}

function decodeFacts(section: (name: string) => Uint8Array): KnownFacts {
  return {
    states: section('states'),
    chain: {
      hours: new Float64Array(...view(section('chainHours'), 8)),
      next: new Int32Array(...view(section('chainNext'), 4)),
    },
    dependents: {
      dependentStart: new Int32Array(...view(section('dependentStart'), 4)),
      dependent: new Int32Array(...view(section('dependent'), 4)),
      ownEnd: new Int32Array(...view(section('dependentOwnEnd'), 4)),
    },
    readyHead: new Int32Array(...view(section('readyHead'), 4)),
  };
}

/** What the index keeps of a readable task: the fields as written, without the id, which the graph has. */
export function encodeRecord({ id: _, ...fields }: WrittenTask, revision: string): Uint8Array {
  return Buffer.from(JSON.stringify({ revision, ...fields }));
}

/** Decodes one record, without the id; null when its bytes are damaged. */
export function decodeRecord(records: RecordColumns, node: number): TaskRecord | null {
  const bytes = records.slice(node);
  if (crc32(bytes) !== records.checksum[node]) return null;
  const { revision, ...fields } = JSON.parse(textOf(bytes));
  return { revision, written: { id: '', ...fields } };
}

function view(bytes: Uint8Array, width: number): [ArrayBufferLike, number, number] {
  return [bytes.buffer, bytes.byteOffset, bytes.length / width];
}

function bytesOf(column: ArrayBufferView): Uint8Array {
  return new Uint8Array(column.buffer, column.byteOffset, column.byteLength);
}

function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('utf8');
}
