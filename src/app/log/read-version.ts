import type { WrittenBody } from '../../core/diff/find-field-changes.ts';
import type { WrittenPlan, WrittenTask } from '../../core/task.ts';
import { parsePlanFile, parseTaskFile } from '../../format/parse-file.ts';
import { readBody } from '../../format/sections.ts';
import type { FileVersion, PlanHistory } from '../ports.ts';

/** Why nothing can be said about what a version holds: it breaks the format, or this clone does not have it. */
export type Unread = 'unreadable' | 'missing';

/** Where a file lies and which plan or task it is for. */
export interface FilePlace {
  readonly kind: 'plan' | 'task' | 'synthesis';
  readonly path: string;
  readonly planId: string;
  /** What the name claims: of the file for a task, of the folder otherwise. */
  readonly id: string;
}

/** A version of a file and what it says. */
export interface ReadVersion extends FilePlace {
  readonly blob: string;
  readonly unread: Unread | null;
  readonly written: WrittenTask | WrittenPlan | null;
  readonly body: WrittenBody | null;
}

const PLAN_FILE = /(?:^|\/)([^/.][^/]*)\/([^/.][^/]*)\.md$/;

/** The plan or task that a path under the folder of the plans stands for; null when it stands for none. */
export function findPlace(path: string): FilePlace | null {
  const [, planId, name] = PLAN_FILE.exec(path) ?? [];
  if (planId === undefined || name === undefined || name === 'README') return null;
  if (name === 'plan' || name === 'synthesis') return { kind: name, path, planId, id: planId };
  return { kind: 'task', path, planId, id: name };
}

/** Reads a version of a plan, a task or a synthesis. Bad bytes are told in `unread`, never thrown. */
export async function readVersion(
  history: Pick<PlanHistory, 'readBlob'>,
  { blob }: FileVersion,
  place: FilePlace,
): Promise<ReadVersion> {
  const nothing = { ...place, blob, unread: null, written: null, body: null };
  if (place.kind === 'synthesis') return nothing;
  const bytes = await history.readBlob(blob);
  if (bytes === null) return { ...nothing, unread: 'missing' };
  const source = { bytes, path: place.path, id: place.id };
  const { written, body } = place.kind === 'plan' ? parsePlanFile(source) : parseTaskFile(source);
  if (written === null) return { ...nothing, unread: 'unreadable' };
  return { ...nothing, written, body: readBody(body) };
}
