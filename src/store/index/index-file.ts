/** The index on disk. It lies in the git directory, can be deleted at any time, and never travels. */
import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import type { KnownFacts } from '../../core/graph/graph-facts.ts';
import type { ObjectFormat } from '../blob-oid.ts';
import type { IndexData, IndexMeta } from './index-data.ts';
import { openRecords } from './records.ts';
import { encodeSections, openSections, type ReadAt, type SectionReader, type Sections } from './sections.ts';

/** Raised whenever the layout, or what the parser makes of a file, changes. */
const VERSION = 4;

/** No file name has it. */
const SEPARATOR = '\0';

/** What an index must have in common with whoever reads it; some messages of problems name the root. */
export function identityOf(root: string, objectFormat: ObjectFormat): string {
  const order = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1 ? 'little' : 'big';
  return `${VERSION} ${objectFormat} ${order} ${root}`;
}

/** Bytes of an index file. Null when its records are no longer there. */
export function encodeIndex(data: IndexData, identity: string): Uint8Array[] | null {
  const { graph, files, records, lint, meta } = data;
  const pieces = records.pieces();
  if (pieces === null) return null;
  const columns = {
    status: graph.status,
    priority: graph.priority,
    weightHours: graph.weightHours,
    planOf: graph.planOf,
    dependencyStart: graph.dependencyStart,
    dependency: graph.dependency,
    ownEnd: graph.ownEnd,
    fileKind: files.kind,
    fileReference: files.reference,
    fileSignature: files.signature,
    fileRacy: files.racy,
    fileVouched: files.vouched,
    folderSignature: files.folderSignature,
    folderRacy: files.folderRacy,
    hasFinding: lint.hasFinding,
    specialistOf: lint.specialistOf,
    ...(data.facts === null ? {} : listFacts(data.facts)),
    recordStart: records.start,
    recordChecksum: records.checksum,
  };
  return encodeSections(identity, {
    meta: [Buffer.from(JSON.stringify(meta))],
    ids: [Buffer.from(graph.ids.join(SEPARATOR))],
    ...mapColumns(columns),
    records: pieces,
  });
}

function listFacts(facts: KnownFacts): Record<string, ArrayBufferView> {
  const { states, chain, dependents, readyHead, isConsistent } = facts;
  return {
    ...(states && { states }),
    ...(chain && { chainHours: chain.hours, chainNext: chain.next }),
    ...(dependents && {
      dependentStart: dependents.dependentStart,
      dependent: dependents.dependent,
      dependentOwnEnd: dependents.ownEnd,
    }),
    ...(readyHead && { readyHead }),
    ...(isConsistent === undefined ? {} : { isConsistent: Uint8Array.of(isConsistent ? 1 : 0) }),
  };
}

function mapColumns(columns: Readonly<Record<string, ArrayBufferView>>): Sections {
  return Object.fromEntries(
    Object.entries(columns).map(([name, { buffer, byteOffset, byteLength }]) => [
      name,
      [new Uint8Array(buffer, byteOffset, byteLength)],
    ]),
  );
}

/** Reads an index; null when there is none, or it is damaged or of another identity. */
export function loadIndex(path: string, identity: string): IndexData | null {
  let descriptor: number | undefined;
  try {
    // A named pipe in its place must not hang the reader.
    descriptor = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    const { ino, size } = fstatSync(descriptor);
    const open = descriptor;
    const reader = openSections((offset, length) => {
      return readAt(open, offset, Math.min(length, Math.max(0, size - offset)));
    }, identity);
    return reader === null
      ? null
      : decodeIndex(reader, (offset, length) => readLater(path, ino, offset, length));
  } catch {
    return null; // whatever is wrong with a cache, the files say it again
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}

/** Bytes at a place of a file; fewer at its end. Not as a `Buffer`, whose `slice()` is no copy: columns are copied by it. */
function readAt(descriptor: number, offset: number, length: number): Uint8Array {
  const bytes = Buffer.allocUnsafeSlow(length);
  let count = 0;
  while (count < length) {
    const read = readSync(descriptor, bytes, count, length - count, offset + count);
    if (read === 0) break;
    count += read;
  }
  return new Uint8Array(bytes.buffer, bytes.byteOffset, count);
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

type ReadSection = (name: string) => Uint8Array;

function decodeIndex(reader: SectionReader, readRecords: ReadAt): IndexData {
  const section: ReadSection = (name) => {
    const bytes = reader.read(name);
    if (bytes === null) throw new Error(`section ${name} is damaged`);
    return bytes;
  };
  const meta = JSON.parse(textOf(section('meta'))) as IndexMeta;
  const records = reader.find('records');
  if (records === null) throw new Error('there are no records');
  return {
    meta,
    graph: decodeGraph(meta, section),
    files: {
      kind: section('fileKind'),
      reference: new Int32Array(...view(section('fileReference'), 4)),
      signature: new BigInt64Array(...view(section('fileSignature'), 8)),
      racy: section('fileRacy'),
      vouched: section('fileVouched'),
      folderSignature: new BigInt64Array(...view(section('folderSignature'), 8)),
      folderRacy: section('folderRacy'),
    },
    lint: {
      hasFinding: section('hasFinding'),
      specialistOf: new Int32Array(...view(section('specialistOf'), 4)),
      specialists: meta.specialists,
    },
    facts: decodeFacts(reader, section),
    records: openRecords({
      start: new Float64Array(...view(section('recordStart'), 8)),
      checksum: new Uint32Array(...view(section('recordChecksum'), 4)),
      section: records,
      read: readRecords,
    }),
    unkept: 0,
  };
}

function decodeGraph(meta: IndexMeta, section: ReadSection): IndexData['graph'] {
  return {
    size: meta.size,
    ids: meta.size === 0 ? [] : textOf(section('ids')).split(SEPARATOR),
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
  };
}

/** Those that there are; null when there is none. */
function decodeFacts(reader: SectionReader, section: ReadSection): KnownFacts | null {
  const has = (name: string) => reader.find(name) !== null;
  const facts: KnownFacts = {
    ...(has('states') && { states: section('states') }),
    ...(has('chainHours') && {
      chain: {
        hours: new Float64Array(...view(section('chainHours'), 8)),
        next: new Int32Array(...view(section('chainNext'), 4)),
      },
    }),
    ...(has('dependentStart') && {
      dependents: {
        dependentStart: new Int32Array(...view(section('dependentStart'), 4)),
        dependent: new Int32Array(...view(section('dependent'), 4)),
        ownEnd: new Int32Array(...view(section('dependentOwnEnd'), 4)),
      },
    }),
    ...(has('readyHead') && { readyHead: new Int32Array(...view(section('readyHead'), 4)) }),
    ...(has('isConsistent') && { isConsistent: section('isConsistent')[0] === 1 }),
  };
  return Object.keys(facts).length === 0 ? null : facts;
}

function view(bytes: Uint8Array, width: number): [ArrayBufferLike, number, number] {
  return [bytes.buffer, bytes.byteOffset, bytes.length / width];
}

function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('utf8');
}
