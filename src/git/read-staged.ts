import { resolve } from 'node:path';
import type { StagedFile } from '../app/ports.ts';
import { formatBatchRequest, parseBatchAnswer } from './cat-file.ts';
import type { RepositoryLocation } from './locate-repository.ts';
import { requireGit, splitRecords } from './run-git.ts';

/**
 * The plan files that the next commit will hold, by path, and which of them it changes. Inside a hook that is the
 * index that git names there: for `git commit <path>` it is not the user's.
 */
export async function readStaged(
  { root }: RepositoryLocation,
  indexFile = process.env.GIT_INDEX_FILE,
): Promise<{ readonly changed: readonly string[]; readonly files: readonly StagedFile[] }> {
  const env: Record<string, string> =
    indexFile === undefined ? {} : { GIT_INDEX_FILE: resolve(root, indexFile) };
  const ask = (args: readonly string[], input = '') => requireGit({ root, args, env, input });
  const options = ['--cached', '--name-only', '-z', '--no-renames', '--no-relative', '--diff-filter=d'];
  const changed = splitRecords(await ask(['diff', ...options, '--', '.tasks']));
  if (changed.length === 0) return { changed, files: [] };
  const entries = splitRecords(await ask(['ls-files', '--stage', '-z', '--', '.tasks'])).flatMap((record) => {
    const [, mode = '', oid = '', path = ''] = /^(\d+) ([0-9a-f]+) 0\t(.*)$/s.exec(record) ?? [];
    return path.endsWith('.md') && mode !== '160000' ? [{ path, oid, isLink: mode === '120000' }] : [];
  });
  const objects = parseBatchAnswer(
    await ask(['cat-file', '--batch'], formatBatchRequest(entries.map(({ oid }) => oid))),
  );
  const files = entries.map((entry) => {
    const bytes = objects.get(entry.oid)?.content;
    if (bytes === undefined) throw new Error(`git does not have ${entry.oid} of ${entry.path}`);
    return { ...entry, bytes };
  });
  return { changed, files };
}
