/**
 * How the probe (git) saves looking at each file, and why that is sure. First its record is marked (how it
 * looks), then every file is looked at, then the probe is asked what it tracks the ordinary way and finds
 * untouched; if the mark is still the same, it vouches for these. From then on a row needs no look while the
 * mark is the same and the probe calls its file untouched: for then the file was last changed in the second
 * that the record says, and that second had passed when it was vouched for. Whatever changes a file later
 * leaves a later time, so sizes, modification times, filters and racy entries play no part. Whoever writes
 * something else into the record (refresh, flags, checkout, split or sparse index) gives it another mark. A commit of
 * our own leaves all other entries as they are, and so what was vouched for of them. What git does not track
 * (ignored files, submodules, other repositories) is always looked at, and so are the folders. A clock set
 * back to that very second is the one thing known to deceive git.
 */
import type { ChangeProbe } from '../../app/ports.ts';
import { isRacy, isSecondsOld, readSignature, SIGNATURE_LENGTH } from '../signature.ts';
import type { IndexData } from './index-data.ts';
import type { IndexLimits } from './limits.ts';
import { entryOf, findRows, type SureRows } from './survey-files.ts';

export interface Questioning {
  /** When it began. */
  readonly startNs: bigint;
  /** What was in the record before anything else was looked at; null without a record, or when that cannot be told. */
  readonly mark: string | null;
  /** What the probe calls touched, under the same mark. Null when it was not asked or cannot tell. */
  readonly touched: Promise<ReadonlySet<string> | null>;
}

/** Starts the question which files were touched, so that the index can be loaded at the same time. */
export function startQuestioning(
  probe: ChangeProbe | null,
  startNs: bigint,
  isWorthIt: boolean,
): Questioning {
  const mark = probe === null ? null : readMark(probe, startNs);
  const ask = async (): Promise<ReadonlySet<string> | null> => {
    if (probe === null || mark === null || !isWorthIt) return null;
    const touched = await probe.findTouched();
    return readMark(probe, startNs) === mark ? touched : null;
  };
  return { startNs, mark, touched: ask() };
}

/** The content of the record; where that has no name, how its file looks, once that is old enough to tell. */
function readMark(probe: ChangeProbe, startNs: bigint): string | null {
  const content = probe.nameContent();
  if (content !== null) return content;
  const signature = readSignature(probe.recordPath);
  return signature === null || isRacy(signature, startNs) ? null : signature.join(' ');
}

/** Which rows the survey need not look at; undefined: it has to look at all of them. */
export async function selectTouched(
  index: IndexData | null,
  { mark, touched }: Questioning,
): Promise<SureRows | undefined> {
  const paths = await touched;
  if (index === null || mark === null || paths === null || index.meta.probed !== mark) return undefined;
  const sure = index.files.vouched.slice();
  for (const row of findRows(index, paths)) sure[row] = 0;
  return sure;
}

/**
 * Has the probe vouch for the files of an index that was found current since the questioning began. Null
 * when nothing is gained, or not yet.
 */
export async function vouch(
  probe: ChangeProbe | null,
  index: IndexData,
  { mark, startNs }: Questioning,
  { probedFiles }: IndexLimits,
): Promise<IndexData | null> {
  if (probe === null || mark === null || index.meta.probed === mark) return null;
  if (index.files.kind.length < probedFiles || !areSecondsOld(index, startNs)) return null;
  const paths = await probe.findVouched();
  if (paths === null || readMark(probe, startNs) !== mark) return null;
  const vouched = new Uint8Array(index.files.kind.length);
  for (const folder of index.meta.folders) {
    for (let row = folder.firstFile; row < folder.firstFile + folder.fileCount; row++) {
      if (paths.has(entryOf(index, folder, row).path)) vouched[row] = 1;
    }
  }
  return { ...index, meta: { ...index.meta, probed: mark }, files: { ...index.files, vouched } };
}

/** Goes on with what was vouched for where only commits of ours have changed the record since, and only for some files. */
export function followOwnChanges(
  probe: ChangeProbe | null,
  index: IndexData,
  { mark }: Questioning,
): IndexData {
  let { probed } = index.meta;
  if (probe === null || probed === null || probed === mark) return index;
  const paths = new Set<string>();
  for (const change of probe.readOwnChanges()) {
    if (change.from !== probed) continue;
    probed = change.to;
    for (const path of change.paths) paths.add(path);
  }
  if (probed === index.meta.probed) return index;
  const vouched = index.files.vouched.slice();
  for (const row of findRows(index, paths)) vouched[row] = 0;
  return { ...index, meta: { ...index.meta, probed }, files: { ...index.files, vouched } };
}

function areSecondsOld({ files: { signature } }: IndexData, startNs: bigint): boolean {
  for (let ctime = 1; ctime < signature.length; ctime += SIGNATURE_LENGTH) {
    if (!isSecondsOld(signature[ctime] ?? 0n, startNs)) return false;
  }
  return true;
}
