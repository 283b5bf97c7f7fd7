/**
 * The content of tree objects, read and written. Names are bytes to git, so they are kept as `latin1` strings, a
 * character for each byte: these compare as the bytes do.
 */
import type { IndexEntry } from './scratch-index.ts';

/** Entries by name. */
export type TreeEntries = ReadonlyMap<string, IndexEntry>;

const FOLDER = 0o040000;

/** The mode of a folder in a tree. */
export const FOLDER_MODE = '40000';

/** Whether an entry is a folder; old programs wrote the mode with a zero in front. */
export function isFolder(entry: IndexEntry | undefined): boolean {
  return entry !== undefined && Number.parseInt(entry.mode, 8) === FOLDER;
}

/** Parses the content of a tree: `<mode> <name>NUL<oid>`, again and again. */
export function parseTree(content: Buffer, oidBytes: number): Map<string, IndexEntry> {
  const entries = new Map<string, IndexEntry>();
  for (let at = 0; at < content.length; ) {
    const space = content.indexOf(' ', at);
    const end = content.indexOf(0, space);
    const next = end + 1 + oidBytes;
    entries.set(content.toString('latin1', space + 1, end), {
      mode: content.toString('latin1', at, space),
      oid: content.toString('hex', end + 1, next),
    });
    at = next;
  }
  return entries;
}

/** Formats the content of a tree. git sorts a folder as if its name ended in a slash. */
export function formatTree(entries: TreeEntries): Buffer {
  const sorted = [...entries]
    .map(([name, entry]) => ({ name, entry, key: isFolder(entry) ? `${name}/` : name }))
    .sort((a, b) => (a.key < b.key ? -1 : 1));
  return Buffer.concat(
    sorted.flatMap(({ name, entry: { mode, oid } }) => [
      Buffer.from(`${mode} ${name}\0`, 'latin1'),
      Buffer.from(oid, 'hex'),
    ]),
  );
}
