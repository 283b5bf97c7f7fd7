import * as nodeFs from 'node:fs';
import { dirname, join } from 'node:path';
import {
  createFolders,
  removeFolderQuietly,
  syncFolder,
  type WriteFs,
  writeNewFile,
} from './atomic-write.ts';
import { toIoError } from './io-error.ts';
import { newTemporaryName } from './temporary-files.ts';

/**
 * Creates a folder with its files, by name, in one step that not even a kill divides: it is filled under another
 * name first. Missing folders above it are created. Throws `io`, with `data.errno` `ENOTEMPTY` when something
 * lies there already; nothing is left then.
 */
export function createFolderExclusively(
  folder: string,
  files: ReadonlyMap<string, string | Uint8Array>,
  fs: WriteFs = nodeFs,
): void {
  const temporary = join(dirname(folder), newTemporaryName());
  const above: string[] = [];
  try {
    createFolders(dirname(folder), above, fs);
    fs.mkdirSync(temporary);
    for (const [name, bytes] of files) writeNewFile(join(temporary, name), bytes, null, fs);
    syncFolder(temporary, fs);
    fs.renameSync(temporary, folder);
    try {
      for (const created of [folder, ...above]) syncFolder(dirname(created), fs);
    } catch (error) {
      fs.renameSync(folder, temporary);
      throw error;
    }
  } catch (error) {
    nodeFs.rmSync(temporary, { recursive: true, force: true });
    for (const created of above.reverse()) removeFolderQuietly(created, fs);
    throw toIoError(error, 'create', folder);
  }
}
