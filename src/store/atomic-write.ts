/**
 * Whole files or none: write beside the target, fsync, give it its name, fsync the folder. The npm packages
 * for this ignore the count that `write` returns, and so truncate files when the disk is full;
 * `writeFileSync` on a descriptor loops. They also write through symbolic links; this does not.
 */
import * as nodeFs from 'node:fs';
import { dirname, join } from 'node:path';
import { PlanError } from '../errors.ts';
import { readErrno, toIoError } from './io-error.ts';
import { newTemporaryName } from './temporary-files.ts';

/** The calls that are made, so that a test can let one of them fail. */
export type WriteFs = Pick<
  typeof nodeFs,
  | 'closeSync'
  | 'fchmodSync'
  | 'fsyncSync'
  | 'linkSync'
  | 'lstatSync'
  | 'mkdirSync'
  | 'openSync'
  | 'renameSync'
  | 'rmdirSync'
  | 'unlinkSync'
  | 'writeFileSync'
>;

export interface NewAbsoluteFile {
  readonly absolutePath: string;
  readonly bytes: string | Uint8Array;
}

/**
 * Creates or replaces a regular file, atomically and durably, keeping its mode; its folder must exist.
 * Throws `unsafe-path` when the target is a link or no regular file, `read-only` or `io` otherwise; the target is then as before.
 */
export function replaceFile(absolutePath: string, bytes: string | Uint8Array, fs: WriteFs = nodeFs): void {
  const mode = requireRegularOrAbsent(absolutePath, fs);
  let temporary: string | null = null;
  try {
    temporary = writeTemporary(absolutePath, bytes, mode, fs);
    fs.renameSync(temporary, absolutePath);
    temporary = null;
    syncFolder(dirname(absolutePath), fs);
  } catch (error) {
    if (temporary !== null) removeQuietly(temporary, fs);
    throw toIoError(error, 'write', absolutePath);
  }
}

/**
 * Creates all files or none, missing folders included. Throws `io` with `data.errno` `EEXIST` when
 * one of them is there already; what was placed before the failure is removed again.
 */
export function createFilesExclusively(files: readonly NewAbsoluteFile[], fs: WriteFs = nodeFs): void {
  const folders: string[] = [];
  const temporaries: string[] = [];
  const placed: string[] = [];
  let current = '';
  try {
    for (const { absolutePath, bytes } of files) {
      current = absolutePath;
      createFolders(dirname(absolutePath), folders, fs);
      temporaries.push(writeTemporary(absolutePath, bytes, null, fs));
    }
    files.forEach(({ absolutePath }, index) => {
      current = absolutePath;
      fs.linkSync(temporaries[index] ?? '', absolutePath);
      placed.push(absolutePath);
    });
    for (const path of temporaries) fs.unlinkSync(path);
    const touched = new Set(files.map((file) => dirname(file.absolutePath)));
    for (const folder of [...touched, ...folders.map(dirname)]) syncFolder(folder, fs);
  } catch (error) {
    for (const path of [...temporaries, ...placed]) removeQuietly(path, fs);
    for (const folder of folders.reverse()) removeFolderQuietly(folder, fs);
    throw toIoError(error, 'create', current);
  }
}

/** Returns the mode that a new version has to keep; null when there is no file yet. */
function requireRegularOrAbsent(path: string, fs: WriteFs): number | null {
  let stat: nodeFs.Stats | undefined;
  try {
    stat = fs.lstatSync(path, { throwIfNoEntry: false });
  } catch (error) {
    throw toIoError(error, 'look at', path);
  }
  if (stat === undefined) return null;
  if (stat.isFile()) return stat.mode & 0o777;
  throw new PlanError(
    'unsafe-path',
    `${path} is ${stat.isSymbolicLink() ? 'a symbolic link' : 'not a regular file'}, so it is not written to.`,
    { hints: ['Put a regular file there, or remove what is there.'], data: { path } },
  );
}

function writeTemporary(
  target: string,
  bytes: string | Uint8Array,
  mode: number | null,
  fs: WriteFs,
): string {
  const path = join(dirname(target), newTemporaryName());
  writeNewFile(path, bytes, mode, fs);
  return path;
}

/** Writes a file that must not be there yet, to the disk; there is none when that fails. Throws what `fs` throws. */
export function writeNewFile(
  path: string,
  bytes: string | Uint8Array,
  mode: number | null,
  fs: WriteFs,
): void {
  const descriptor = fs.openSync(path, 'wx', 0o666);
  try {
    try {
      fs.writeFileSync(descriptor, bytes);
      if (mode !== null) fs.fchmodSync(descriptor, mode);
      fs.fsyncSync(descriptor);
    } finally {
      fs.closeSync(descriptor);
    }
  } catch (error) {
    removeQuietly(path, fs);
    throw error;
  }
}

/** Creates missing folders one by one, outermost first, and notes each in `created`. */
export function createFolders(folder: string, created: string[], fs: WriteFs): void {
  if (fs.lstatSync(folder, { throwIfNoEntry: false }) !== undefined) return;
  createFolders(dirname(folder), created, fs);
  try {
    fs.mkdirSync(folder);
    created.push(folder);
  } catch (error) {
    if (readErrno(error) !== 'EEXIST') throw error;
  }
}

/** Makes a rename durable; some platforms cannot open or sync a folder, and need not. */
export function syncFolder(folder: string, fs: WriteFs): void {
  let descriptor: number;
  try {
    descriptor = fs.openSync(folder, 'r');
  } catch (error) {
    if (process.platform === 'win32') return;
    throw error;
  }
  try {
    fs.fsyncSync(descriptor);
  } catch (error) {
    if (readErrno(error) !== 'EINVAL' && process.platform !== 'win32') throw error;
  } finally {
    fs.closeSync(descriptor);
  }
}

function removeQuietly(path: string, fs: WriteFs): void {
  try {
    fs.unlinkSync(path);
  } catch {
    // The error that led here is the one to report.
  }
}

export function removeFolderQuietly(path: string, fs: WriteFs): void {
  try {
    fs.rmdirSync(path);
  } catch {
    // Not empty: somebody else uses it by now.
  }
}
