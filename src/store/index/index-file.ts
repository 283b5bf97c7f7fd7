/**
 * The index as columns: what every question needs (the graph) apart from what few need (the tasks
 * themselves, one JSON record each). It holds nothing that the files do not say, and can be deleted at
 * any time.
 */
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { crc32 } from 'node:zlib';
import type { PlanNode, TaskGraph } from '../../core/graph/task-graph.ts';
import type { Problem } from '../../core/problem.ts';
import type { Plan, Task, UnreadableFile } from '../../core/task.ts';
import { encodeSections, openSections, type SectionReader } from './sections.ts';

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
}

/** How the files looked when they were read; four numbers of a signature per row. */
export interface FileColumns {
  /** Codes of `FILE_KINDS`. */
  readonly kind: Uint8Array;
  /** Node, index in `plans`, or index in `unreadable`. */
  readonly reference: Int32Array;
  readonly signature: BigInt64Array;
  readonly racy: Uint8Array;
  /** The same for the folders. */
  readonly folderSignature: BigInt64Array;
  readonly folderRacy: Uint8Array;
}

export interface IndexData {
  readonly meta: IndexMeta;
  readonly graph: TaskGraph;
  readonly files: FileColumns;
  readonly records: RecordColumns;
}

/** One record per readable task, by node. */
export interface RecordColumns {
  /** `count + 1` offsets into the blob. */
  readonly start: Float64Array;
  readonly checksum: Uint32Array;
  /** Bytes of one record. */
  slice(node: number): Uint8Array;
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
    folderSignature: bytesOf(files.folderSignature),
    folderRacy: files.folderRacy,
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
    const bytes = Buffer.allocUnsafeSlow(fstatSync(descriptor).size);
    for (let read = 0, at = 0; at < bytes.length; at += read) {
      read = readSync(descriptor, bytes, at, bytes.length - at, at);
      if (read === 0) return null;
    }
    const reader = openSections((offset, length) => bytes.subarray(offset, offset + length), identity);
    return reader === null ? null : decodeIndex(reader, bytes);
  } catch {
    return null; // whatever is wrong with a cache, the files say it again
  } finally {
    closeSync(descriptor);
  }
}

function decodeIndex(reader: SectionReader, file: Uint8Array): IndexData | null {
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
      folderSignature: new BigInt64Array(...view(section('folderSignature'), 8)),
      folderRacy: section('folderRacy'),
    },
    records: {
      start,
      checksum: new Uint32Array(...view(section('recordChecksum'), 4)),
      slice: (node) => file.subarray(blob.offset + (start[node] ?? 0), blob.offset + (start[node + 1] ?? 0)),
    },
  };
}

/** Decodes one record; null when its bytes are damaged. */
export function decodeRecord(records: RecordColumns, node: number): Task | null {
  const bytes = records.slice(node);
  if (crc32(bytes) !== records.checksum[node]) return null;
  return JSON.parse(textOf(bytes)) as Task;
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
