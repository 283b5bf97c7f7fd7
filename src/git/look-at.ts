import { lstatSync, type Stats } from 'node:fs';
import { readErrno, toIoError } from '../store/io-error.ts';

/** What lies at an absolute path, links not followed; undefined when nothing does, or when a file lies where the path has a folder. */
export function lookAt(path: string): Stats | undefined {
  try {
    return lstatSync(path, { throwIfNoEntry: false });
  } catch (error) {
    if (readErrno(error) === 'ENOTDIR') return undefined;
    throw toIoError(error, 'look at', path);
  }
}
