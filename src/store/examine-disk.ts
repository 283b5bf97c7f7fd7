/** What `doctor` and `maintain` want to know of the disk, and the two leftovers that lie there. */
import { accessSync, constants, existsSync, lstatSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { DiskFacts } from '../core/doctor/condition.ts';
import type { ObjectFormat } from './blob-oid.ts';
import { identityOf, loadIndex } from './index/index-file.ts';
import { toIoError } from './io-error.ts';
import { findLocks } from './leftover-locks.ts';
import { listTaskFolders } from './recover.ts';
import { findTemporaries, sweepTemporaries } from './temporary-files.ts';

export interface DiskPlace {
  readonly root: string;
  readonly gitDir: string;
  readonly commonDir: string;
  readonly objectFormat: ObjectFormat;
  readonly indexPath: string;
  /** Folder of the bundle, where compiled code is kept. */
  readonly codeFolder: string;
}

/** Looks; `folders` are those whose being there is asked about. */
export function examineDisk(place: DiskPlace, folders: readonly string[]): DiskFacts {
  const { root, codeFolder } = place;
  return {
    nodeVersion: process.versions.node,
    tasksFolder: describeTasksFolder(root),
    temporaries: listWrittenFolders(place).flatMap((folder) =>
      findTemporaries(folder).map((name) => join(folder, name)),
    ),
    isIndexDamaged: isIndexDamaged(place),
    readOnlyCodeFolder: existsSync(codeFolder) && !isWritable(codeFolder) ? codeFolder : null,
    locks: findLocks(place),
    missingFolders: [...new Set(folders)].filter((folder) => !existsSync(folder)),
  };
}

/** Removes the temporary files of processes that have ended; how many. */
export function removeTemporaries(place: DiskPlace): number {
  return listWrittenFolders(place).flatMap((folder) => sweepTemporaries(folder)).length;
}

/** Deletes the index. Throws `read-only` or `io`. */
export function removeIndex({ indexPath }: DiskPlace): void {
  try {
    rmSync(indexPath, { recursive: true, force: true });
  } catch (error) {
    throw toIoError(error, 'delete the index', indexPath);
  }
}

/** Every folder that the program writes to; no link leads out of them. */
function listWrittenFolders({ root, gitDir }: DiskPlace): string[] {
  const own = ['.orchestrator', '.orchestrator/schema'].map((name) => join(root, name));
  return [...listTaskFolders(root), ...own.filter(isRealFolder), join(gitDir, 'orchestrator')];
}

function describeTasksFolder(root: string): DiskFacts['tasksFolder'] {
  const stat = lstatSync(join(root, '.tasks'), { throwIfNoEntry: false });
  if (stat === undefined) return 'missing';
  if (stat.isDirectory()) return 'folder';
  return stat.isSymbolicLink() ? 'symbolic link' : 'no folder';
}

function isRealFolder(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

function isIndexDamaged({ root, objectFormat, indexPath }: DiskPlace): boolean {
  const isThere = lstatSync(indexPath, { throwIfNoEntry: false }) !== undefined;
  return isThere && loadIndex(indexPath, identityOf(root, objectFormat)) === null;
}

function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
