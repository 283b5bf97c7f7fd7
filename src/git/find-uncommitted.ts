import { basename, join } from 'node:path';
import type { UncommittedFile } from '../app/ports.ts';
import { readDirtyFiles, readHeadEntries } from './artifact-queries.ts';
import { formatBatchRequest, parseBatchAnswer } from './cat-file.ts';
import type { RepositoryLocation } from './locate-repository.ts';
import { lookAt } from './look-at.ts';
import { requireGit } from './run-git.ts';

const TEMPORARY = '.tmp-';

/** Files under `.tasks/` that HEAD does not hold as they are in the work tree, by path; ignored and temporary ones are left out. */
export async function findUncommitted(location: RepositoryLocation): Promise<readonly UncommittedFile[]> {
  const { root } = location;
  const dirty = await readDirtyFiles(root, ['.tasks']);
  const paths = dirty.filter((path) => !basename(path).startsWith(TEMPORARY)).sort();
  const entries = await readHeadEntries(location, paths);
  const oids = [...entries.values()].map(({ oid }) => oid);
  const answer =
    oids.length === 0
      ? Buffer.alloc(0)
      : await requireGit({ root, args: ['cat-file', '--batch'], input: formatBatchRequest(oids) });
  const objects = parseBatchAnswer(answer);
  return paths.map((path) => ({
    path,
    before: objects.get(entries.get(path)?.oid ?? '')?.content.toString('utf8') ?? null,
    exists: lookAt(join(root, path)) !== undefined,
  }));
}
