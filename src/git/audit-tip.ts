import { type AuditRecord, contentOf, type EvidenceTip } from '../core/audit/evidence.ts';
import { HISTORY_AS_IT_IS } from './audit-range.ts';
import type { RepositoryLocation } from './locate-repository.ts';
import { streamGit } from './run-git.ts';

/** More paths of one content help nobody. */
const MAX_PATHS = 5;
const ENTRY = /^\d+ (\w+) ([0-9a-f]+)\t(.*)$/s;

/** What a commit holds of the records: read in one pass over its whole tree, because files may have moved. */
export async function readTip(
  { root }: RepositoryLocation,
  oid: string,
  records: readonly AuditRecord[],
): Promise<EvidenceTip> {
  const artifacts = records.flatMap((record) => record.artifacts);
  const contents = new Set(artifacts.flatMap((artifact) => contentOf(artifact) ?? []));
  const paths = new Set([...artifacts, ...records].map(({ path }) => path));
  const held = new Map<string, string>();
  const pathsOf = new Map<string, string[]>();
  const take = (record: string) => {
    const [, type, object = '', name = ''] = ENTRY.exec(record) ?? [];
    const path = type === 'tree' ? `${name}/` : name;
    if (paths.has(path)) held.set(path, object);
    if (!contents.has(object)) return;
    const known = pathsOf.get(object);
    if (known === undefined) pathsOf.set(object, [path]);
    else if (known.length < MAX_PATHS) known.push(path);
  };
  const hasFolders = [...paths].some((path) => path.endsWith('/'));
  const args = ['ls-tree', '-r', '-z', '--full-tree', ...(hasFolders ? ['-t'] : []), oid];
  await streamGit({ root, args, env: HISTORY_AS_IT_IS }, (entries) => entries.forEach(take));
  return { oid, held, pathsOf };
}
