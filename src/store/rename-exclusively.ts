import { linkSync, lstatSync, renameSync, unlinkSync } from 'node:fs';
import { PlanError } from '../errors.ts';
import { toIoError } from './io-error.ts';

/**
 * Gives a file or folder another name, and never takes the place of something else: a file gets its new
 * name before it loses the old one, and a folder cannot replace one that holds anything. Throws `io`.
 */
export function renameExclusively(from: string, to: string): void {
  try {
    if (lstatSync(from).isDirectory()) renameFolder(from, to);
    else {
      linkSync(from, to);
      unlinkSync(from);
    }
  } catch (error) {
    throw toIoError(error, `rename ${from} to`, to);
  }
}

function renameFolder(from: string, to: string): void {
  if (lstatSync(to, { throwIfNoEntry: false }) !== undefined) {
    throw new PlanError('io', `${from} cannot be renamed: ${to} is there already.`, {
      hints: ['Move one of the two away.'],
      data: { path: to, errno: 'EEXIST' },
    });
  }
  renameSync(from, to);
}
