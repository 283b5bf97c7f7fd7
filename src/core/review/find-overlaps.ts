import type { FileVersion, VersionPair } from '../diff/file-version.ts';
import { parsedGlobsOverlap } from '../globs-overlap.ts';
import { type Glob, parseGlob } from '../parse-glob.ts';
import type { Problem } from '../problem.ts';
import type { Task } from '../task.ts';
import { createReviewProblem } from './review-rules.ts';

/** A plan file as another branch has it. */
export interface BranchVersion {
  readonly branch: string;
  readonly version: FileVersion;
}

/** One glob of an open task of another branch. */
interface ForeignGlob {
  readonly name: string;
  readonly id: string;
  readonly glob: Glob | null;
}

/** More are counted and not named. */
const NAMED = 3;

/** Finds open tasks of the change that meet open tasks of other branches, and files that both change. */
export function findOverlaps(pairs: readonly VersionPair[], others: readonly BranchVersion[]): Problem[] {
  const foreign = others.flatMap(listGlobs);
  return pairs.flatMap(({ after }) =>
    after === null ? [] : [...findSame(after, others), ...findMeeting(after, foreign)],
  );
}

function findSame(after: FileVersion, others: readonly BranchVersion[]): Problem[] {
  const branches = others.flatMap(({ branch, version }) =>
    isSameItem(version, after) && version.revision !== after.revision ? branch : [],
  );
  if (branches.length === 0) return [];
  const message = `${after.id} is also changed on ${nameFew(branches)}.`;
  return [createReviewProblem('changed-elsewhere', { path: after.path }, message)];
}

function isSameItem(a: FileVersion, b: FileVersion): boolean {
  return a.kind === b.kind && a.id === b.id;
}

function findMeeting({ task, path, locateField }: FileVersion, foreign: readonly ForeignGlob[]): Problem[] {
  if (task === null || !isOpen(task)) return [];
  const own = task.files.map(parseGlob);
  const met = foreign.filter(
    ({ id, glob }) => id !== task.id && own.some((one) => parsedGlobsOverlap(one, glob)),
  );
  if (met.length === 0) return [];
  const message = `${task.id} may touch the same files as ${nameFew(met.map(({ name }) => name))}.`;
  return [createReviewProblem('overlapping-files', { path, ...locateField('files') }, message)];
}

function listGlobs({ branch, version: { task } }: BranchVersion): ForeignGlob[] {
  if (task === null || !isOpen(task)) return [];
  const name = `${task.id} on ${branch}`;
  return task.files.map((text) => ({ name, id: task.id, glob: parseGlob(text) }));
}

function isOpen({ status }: Task): boolean {
  return status !== 'completed' && status !== 'cancelled';
}

function nameFew(names: readonly string[]): string {
  const all = [...new Set(names)];
  const rest = all.length - NAMED;
  return rest > 0 ? `${all.slice(0, NAMED).join(', ')} and ${rest} more` : all.join(', ');
}
