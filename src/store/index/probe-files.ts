import { statSync } from 'node:fs';
import type { ChangeProbe } from '../../app/ports.ts';
import { readSignature } from '../signature.ts';
import type { IndexData } from './index-file.ts';
import { entryOf } from './survey-files.ts';

/** From about so many files on, asking the probe is faster than looking at each file. */
const MANY_FILES = 4000;
/** An index of fewer bytes cannot hold so many. */
const SMALL_INDEX_BYTES = MANY_FILES * 100;

/**
 * Starts the question which files were touched, before the index is loaded, so that both go on at the same
 * time; null when the index is too small to be worth it.
 */
export function askEarly(
  probe: ChangeProbe | null,
  indexPath: string,
): Promise<ReadonlySet<string> | null> | null {
  return probe === null || sizeOf(indexPath) < SMALL_INDEX_BYTES ? null : probe.findTouched();
}

function sizeOf(path: string): number {
  try {
    return statSync(path).size;
  } catch {
    return 0; // there is no index, or it cannot be one
  }
}

/** How the probe's record looks now, as text; null without a record. */
export function readMark(probe: ChangeProbe | null): string | null {
  return probe === null ? null : (readSignature(probe.recordPath)?.join(' ') ?? null);
}

/** Which rows the survey need not look at: vouched for under the same record, and untouched since. */
export function skipUntouched(
  index: IndexData | null,
  mark: string | null,
  touched: ReadonlySet<string> | null,
): ((row: number, path: string) => boolean) | undefined {
  if (index === null || mark === null || touched === null || index.meta.probed !== mark) return undefined;
  return (row, path) => index.files.vouched[row] === 0 || touched.has(path);
}

/**
 * Has the probe vouch for the files of an index that is current. The record must look the same before the
 * files were looked at (`mark`) and after the probe has answered. Null when nothing is gained.
 */
export async function vouch(
  probe: ChangeProbe | null,
  index: IndexData,
  mark: string | null,
): Promise<IndexData | null> {
  const isWanted = index.files.kind.length >= MANY_FILES && mark !== null && index.meta.probed !== mark;
  const vouched = isWanted && probe !== null ? await probe.findVouched() : null;
  if (vouched === null || readMark(probe) !== mark) return null;
  const column = new Uint8Array(index.files.kind.length);
  for (const folder of index.meta.folders) {
    for (let row = folder.firstFile; row < folder.firstFile + folder.fileCount; row++) {
      if (vouched.has(entryOf(index, folder, row).path)) column[row] = 1;
    }
  }
  return { ...index, meta: { ...index.meta, probed: mark }, files: { ...index.files, vouched: column } };
}
