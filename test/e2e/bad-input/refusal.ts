/** What every refusal has to keep to: one error with a code and a hint, and nothing written anywhere. */
import { lstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { ERRORS, type ErrorCode } from '../../../src/errors.ts';
import { type OrcOptions, refuseOrc } from '../../helpers/orc.ts';

const EXIT = { refused: 1, usage: 2, lost: 3, bug: 255 } as const;

/** Objects that no ref reaches and our lock's folder say nothing about the repository. */
const NOT_STATE = /^(?:.*\/)?(?:\.git\/)?(?:objects|orchestrator)(?:\/|$)/;

/** Every file below a folder with its content: the work tree, and of git the refs, HEAD, index and reflogs. */
export function readEverything(folder: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const path of readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()) {
    if (NOT_STATE.test(path)) continue;
    const stat = lstatSync(join(folder, path));
    if (stat.isSymbolicLink()) found.set(path, `-> ${readlinkSync(join(folder, path))}`);
    else if (stat.isFile()) found.set(path, readFileSync(join(folder, path), 'base64'));
    else if (stat.isDirectory()) found.set(`${path}/`, '');
  }
  return found;
}

/**
 * Runs a command in `folder` that has to be refused with `code`, and expects `watched` to be as it was. Returns the error.
 */
export async function checkRefused(
  { folder, watched = folder }: { readonly folder: string; readonly watched?: string },
  args: readonly string[],
  code: ErrorCode,
  options?: OrcOptions,
) {
  const before = readEverything(watched);
  const error = await refuseOrc(folder, args, options);
  const { kind, owner } = ERRORS[code];
  expect(error, args.join(' ')).toMatchObject({ code, kind, owner, exit: EXIT[kind] });
  expect(error.message).toMatch(/\S/);
  expect(error.hints.join('')).toMatch(/\S/);
  expect(readEverything(watched), args.join(' ')).toEqual(before);
  return error;
}
