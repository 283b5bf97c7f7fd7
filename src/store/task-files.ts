import { lstatSync, mkdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { ChangeProbe, NewFile, TaskFiles } from '../app/ports.ts';
import type { TaskTable } from '../core/task-table.ts';
import { PlanError } from '../errors.ts';
import { decodeText } from '../format/decode-text.ts';
import { MAX_FILE_BYTES } from '../format/split-file.ts';
import { createFilesExclusively, type NewAbsoluteFile, replaceFile } from './atomic-write.ts';
import { blobOid, type ObjectFormat } from './blob-oid.ts';
import { createFolderExclusively } from './create-folder.ts';
import { readTable, recallTable } from './index/read-table.ts';
import { toIoError } from './io-error.ts';
import { renameExclusively } from './rename-exclusively.ts';
import { readRegularFile } from './safe-read.ts';

interface Location {
  /** Absolute root of the work tree. */
  readonly root: string;
  readonly objectFormat: ObjectFormat;
  /** Absolute path of the index file. */
  readonly indexPath: string;
  readonly probe: ChangeProbe | null;
  /** Whether a change of this process is going on. */
  readonly isChanging: () => boolean;
}

/** So long after a look at all files, a look at those that were written since will do for the answer. */
const FRESH_SECONDS = 2;

export interface DiskFiles extends TaskFiles {
  /** Starts the first scan before somebody asks for it; returns what takes that back when nobody has. */
  lookAhead(): () => void;
}

/** Plan and task files of one work tree, on disk. */
export function createTaskFiles({ root, objectFormat, indexPath, probe, isChanging }: Location): DiskFiles {
  let last: { readonly table: TaskTable; readonly atSeconds: number } | null = null;
  const written = new Set<string>();
  const revisions = new Map<string, string>();
  /**
   * After a change of its own a command reads again for its answer. What others changed in between is as if
   * they had done so after it: the next command sees it.
   */
  const look = async () => {
    const isFollowUp = last !== null && written.size > 0 && process.uptime() - last.atSeconds < FRESH_SECONDS;
    const since = isFollowUp && last !== null ? { table: last.table, written: new Set(written) } : null;
    const table = await readTable(
      { root, objectFormat, indexPath, probe },
      { since, isChanging: isChanging() },
    );
    last = { table, atSeconds: since === null ? process.uptime() : (last?.atSeconds ?? 0) };
    written.clear();
    return table;
  };
  let ahead: Promise<TaskTable> | null = null;
  const scan = () => {
    const looking = written.size === 0 ? ahead : null;
    ahead = null;
    return looking ?? look();
  };
  const read = (path: string) => {
    const result = readRegularFile(join(root, path), MAX_FILE_BYTES);
    if (!result.ok) {
      throw new PlanError('file-unreadable', `${path} cannot be read: ${result.detail}.`, { data: { path } });
    }
    return { text: decode(path, result.bytes), revision: blobOid(result.bytes, objectFormat) };
  };

  return {
    scan,
    lookAhead() {
      ahead = last === null ? look() : null;
      // Whoever scans is told.
      ahead?.catch(() => undefined);
      return () => {
        ahead = null;
      };
    },
    recall: () => recallTable({ root, objectFormat, indexPath, probe }),
    read,
    exists: (path) => lstatSync(join(root, path), { throwIfNoEntry: false }) !== undefined,
    create(files) {
      requireSafeFolders(root, files);
      for (const { path } of files) written.add(path);
      createFiles(
        files.map(({ path, text }) => ({ absolutePath: join(root, path), bytes: encode(path, text) })),
      );
    },
    replace(path, text, expected) {
      const { revision } = read(path);
      if (revision !== expected) {
        throw new PlanError('stale-revision', `${path} was changed by somebody else in the meantime.`, {
          data: { path, expected, revision },
        });
      }
      const bytes = encode(path, text);
      written.add(path);
      replaceFile(join(root, path), bytes);
      const now = blobOid(bytes, objectFormat);
      revisions.set(path, now);
      return { revision: now };
    },
    put(path, text) {
      requireSafeFolders(root, [{ path, text }]);
      const absolutePath = join(root, path);
      written.add(path);
      try {
        mkdirSync(dirname(absolutePath), { recursive: true });
      } catch (error) {
        throw toIoError(error, 'create the folder of', absolutePath);
      }
      replaceFile(absolutePath, encode(path, text));
    },
    requireAsWritten(paths) {
      const path = paths.find((one) => revisions.has(one) && read(one).revision !== revisions.get(one));
      if (path === undefined) return;
      throw new PlanError(
        'stale-revision',
        `${path} was written over by somebody else, git perhaps, before it could be committed; nothing was committed.`,
        { hints: ['Look at the file, and call again.'], data: { path } },
      );
    },
    rename(from, to) {
      requireSafeFolders(root, [{ path: from, text: '' }]);
      written.add(from).add(to);
      revisions.delete(from);
      renameExclusively(join(root, from), join(root, to));
    },
  };
}

/** A new plan appears as a whole, also to somebody who looks while it is written. */
function createFiles(files: readonly NewAbsoluteFile[]): void {
  const [folder = '', ...others] = new Set(files.map(({ absolutePath }) => dirname(absolutePath)));
  if (others.length > 0 || lstatSync(folder, { throwIfNoEntry: false }) !== undefined) {
    createFilesExclusively(files);
  } else {
    createFolderExclusively(
      folder,
      new Map(files.map(({ absolutePath, bytes }) => [basename(absolutePath), bytes])),
    );
  }
}

function decode(path: string, bytes: Uint8Array): string {
  const text = decodeText(bytes);
  if (text !== null) return text;
  throw new PlanError('file-unreadable', `${path} is not valid UTF-8.`, { data: { path } });
}

function encode(path: string, text: string): Buffer {
  const bytes = Buffer.from(text, 'utf8');
  if (bytes.length > MAX_FILE_BYTES) {
    throw new PlanError(
      'file-too-large',
      `${path} would have ${bytes.length} bytes; the limit is ${MAX_FILE_BYTES}.`,
    );
  }
  return bytes;
}

/** A link in place of `.tasks` or of a plan folder could lead a write out of the repository. */
function requireSafeFolders(root: string, files: readonly NewFile[]): void {
  const folders = new Set(files.flatMap(({ path }) => ['.tasks', dirname(path)]));
  for (const folder of folders) {
    const stat = lstatSync(join(root, folder), { throwIfNoEntry: false });
    if (stat === undefined || stat.isDirectory()) continue;
    throw new PlanError(
      'unsafe-path',
      `${folder} is not a folder but a ${stat.isSymbolicLink() ? 'link' : 'file'}.`,
      {
        hints: ['Move it away: plans are kept in a real folder of the repository.'],
        data: { path: folder },
      },
    );
  }
}
