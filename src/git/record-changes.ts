/**
 * What our own commits did to git's index, kept beside it: one line a commit, which says that two contents of the index
 * say the same of all but some paths. That stays true whatever becomes of the index, and a line that is lost makes a
 * later question slower, nothing else.
 */
import { appendFileSync, lstatSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { RecordChange } from '../app/ports.ts';
import { requireStateFolder } from './index-lock.ts';

/** Of hundreds of commits; who lags behind so far looks at every file once. */
const MAX_BYTES = 64 * 1024;

/** Adds a line. Never throws: the commit has been made. */
export function noteRecordChange(gitDir: string, { from, to, paths }: RecordChange): void {
  const line = `${JSON.stringify([from, to, paths])}\n`;
  try {
    const file = fileOf(requireStateFolder(gitDir));
    const size = lstatSync(file, { throwIfNoEntry: false })?.size ?? 0;
    if (size + line.length > MAX_BYTES) rmSync(file);
    if (line.length <= MAX_BYTES) appendFileSync(file, line);
  } catch {
    // a full or read-only disk
  }
}

/** The changes in order. */
export function readRecordChanges(gitDir: string): RecordChange[] {
  try {
    const lines = readFileSync(fileOf(join(gitDir, 'orchestrator')), 'utf8').split('\n');
    return lines.flatMap(readLine);
  } catch {
    return [];
  }
}

function fileOf(stateFolder: string): string {
  return join(stateFolder, 'record-changes');
}

function readLine(line: string): RecordChange[] {
  try {
    const [from, to, paths] = JSON.parse(line);
    return [{ from, to, paths }];
  } catch {
    return []; // half a line of a killed process, and whatever was written behind it
  }
}
