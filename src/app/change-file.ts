import { PlanError } from '../errors.ts';
import { editFile, type FileEdit } from '../format/edit-file.ts';
import type { Ports } from './ports.ts';

/**
 * Reads a file again, applies one edit to it and replaces it; every other byte stays. To be called with
 * the lock held. `expect` is the revision that the caller has seen. Returns the new revision.
 */
export async function changeFile(
  ports: Ports,
  path: string,
  edit: FileEdit,
  expect?: string,
): Promise<string> {
  await ports.git.outlastMerges();
  const { text, revision } = ports.files.read(path);
  if (expect !== undefined && expect !== revision) {
    throw new PlanError(
      'stale-revision',
      `${path} is at ${revision}, not at ${expect}; nothing was written.`,
      {
        data: { path, expected: expect, revision },
      },
    );
  }
  const edited = editFile(text, edit);
  return edited === text ? revision : ports.files.replace(path, edited, revision).revision;
}

/** Today as the notes date themselves: `YYYY-MM-DD`, UTC. */
export function today(ports: Ports): string {
  return ports.now().toISOString().slice(0, 10);
}
