import type { StoredFile } from '../app/ports.ts';

const CHANGE = /^:(\d+) (\d+) ([0-9a-f]+) ([0-9a-f]+) /;

/** The two sides of a line of git's raw output; null where a side has no file. */
export function parseSides(line: string): [before: StoredFile | null, after: StoredFile | null] {
  const [, modeBefore = '', modeAfter = '', before = '', after = ''] = CHANGE.exec(line) ?? [];
  return [sideOf(modeBefore, before), sideOf(modeAfter, after)];
}

function sideOf(mode: string, oid: string): StoredFile | null {
  return /^0*$/.test(oid) ? null : { mode, oid };
}
