/**
 * Resolves what a merge, rebase, cherry-pick, revert or stash has left conflicted under `.tasks/`, as the
 * merge driver would have: for clones and hosts without it. What a person has begun to edit is left alone.
 */
import { PlanError } from '../../errors.ts';
import { decodeText } from '../../format/decode-text.ts';
import { readFrame } from '../../format/merge/text-frame.ts';
import type { ConflictedFile, Ports } from '../ports.ts';
import { isUntouched } from './is-untouched.ts';
import { mergeTaskFile } from './merge-task-file.ts';

export interface LeftConflict {
  readonly path: string;
  /**
   * `fields`: both sides changed the same differently. `deleted`: one side has no file there. `edited`: somebody
   * has edited the file since. `unreadable`: not UTF-8, or no regular file.
   */
  readonly reason: 'fields' | 'deleted' | 'edited' | 'unreadable';
  /** What stands between markers: fields, `result`, `notes`, `comments`, `text`. */
  readonly fields: readonly string[];
}

export interface Resolution {
  /** Files under `.tasks/` that were merged and staged. */
  readonly resolved: readonly string[];
  /** Files under `.tasks/` that are left to a person. */
  readonly conflicted: readonly string[];
  /** The same, with reasons. */
  readonly left: readonly LeftConflict[];
  /** How many conflicted files lie elsewhere; they are never touched. */
  readonly elsewhere: number;
}

type Files = Pick<Ports, 'files' | 'git'>;

/** Works over all files at once, and stages those that come out clean. Commits nothing, concludes nothing. */
export async function resolveConflicts(ports: Files): Promise<Resolution> {
  const conflicts = await ports.git.readConflicts();
  const plans = conflicts.filter(({ path }) => path.startsWith('.tasks/'));
  const resolved: string[] = [];
  const left: LeftConflict[] = [];
  for (const file of plans) {
    const problem = resolveFile(ports, file);
    if (problem === null) resolved.push(file.path);
    else left.push({ path: file.path, ...problem });
  }
  await ports.git.stageFiles(resolved);
  const conflicted = left.map(({ path }) => path);
  return { resolved, conflicted, left, elsewhere: conflicts.length - plans.length };
}

/** Writes the merged text into the work tree; null when it is clean. */
function resolveFile(ports: Files, file: ConflictedFile): Omit<LeftConflict, 'path'> | null {
  if (file.ours === null || file.theirs === null) return { reason: 'deleted', fields: [] };
  const [base, ours, theirs] = [file.base ?? new Uint8Array(), file.ours, file.theirs].map(decodeText);
  const now = readNow(ports, file.path);
  if (base == null || ours == null || theirs == null || now === null)
    return { reason: 'unreadable', fields: [] };
  const texts = { base, ours, theirs };
  const others = file.otherBases.map(decodeText).filter((other) => other !== null);
  const merges = [base, ...others].map((one) => mergeTaskFile(file.path, { ...texts, base: one }));
  const merge = merges.find(({ conflicts }) => conflicts.length === 0) ?? mergeTaskFile(file.path, texts);
  const text = adoptLineEndings(merge.text, now.text);
  if (now.text !== text) {
    if (!isUntouched(now.text, texts)) return { reason: 'edited', fields: [] };
    ports.files.replace(file.path, text, now.revision);
  }
  return merge.conflicts.length === 0 ? null : { reason: 'fields', fields: merge.conflicts };
}

function readNow({ files }: Files, path: string): { text: string; revision: string } | null {
  try {
    return files.read(path);
  } catch (error) {
    if (error instanceof PlanError && error.code === 'file-unreadable') return null;
    throw error;
  }
}

/** git may write CRLF into the work tree for what it holds with LF. */
function adoptLineEndings(text: string, now: string): string {
  const isConverted = readFrame(now).isCrlf === true && !text.includes('\r');
  return isConverted ? text.replaceAll('\n', '\r\n') : text;
}
