/**
 * Names each plan folder as git names a tree of just the files that the index has of it. A commit whose tree has
 * that name holds these very files, so that none of them has to be compared. Other files in the folder, other modes or
 * filters of git give another name; then they are compared one by one.
 */
import { createHash } from 'node:crypto';
import { at } from '../../core/graph/columns.ts';
import { nameOf } from '../../core/graph/task-graph.ts';
import type { ObjectFormat } from '../blob-oid.ts';
import { FILE_KINDS, type IndexData, type IndexedFolder } from './index-data.ts';
import { readRevision } from './records.ts';

const MODE = Buffer.from(`100644 `);

interface Entry {
  readonly name: Buffer;
  readonly revision: string;
}

/** The same index with a name for every folder that has none yet. */
export function nameFolderTrees(index: IndexData, objectFormat: ObjectFormat): IndexData {
  const folders = index.meta.folders.map((folder) =>
    folder.tree === undefined ? { ...folder, tree: nameTree(index, folder, objectFormat) } : folder,
  );
  return { ...index, meta: { ...index.meta, folders } };
}

/** Null where a file cannot be read. */
function nameTree(index: IndexData, folder: IndexedFolder, objectFormat: ObjectFormat): string | null {
  const entries: Entry[] = [];
  for (let row = folder.firstFile; row < folder.firstFile + folder.fileCount; row++) {
    const entry = describeEntry(index, row);
    if (entry === null) return null;
    entries.push(entry);
  }
  const parts = entries
    .sort((a, b) => Buffer.compare(a.name, b.name))
    .flatMap(({ name, revision }) => [MODE, name, Buffer.alloc(1), Buffer.from(revision, 'hex')]);
  const content = Buffer.concat(parts);
  return createHash(objectFormat).update(`tree ${content.length}\0`).update(content).digest('hex');
}

function describeEntry({ files, graph, meta, records }: IndexData, row: number): Entry | null {
  const reference = at(files.reference, row);
  const kind = FILE_KINDS[at(files.kind, row)];
  const revision = kind === 'task' ? readRevision(records, reference) : meta.plans[reference]?.revision;
  if (kind === 'unreadable' || revision == null) return null;
  const name = kind === 'plan' ? 'plan' : nameOf(graph, reference);
  return { name: Buffer.from(`${name}.md`), revision };
}
