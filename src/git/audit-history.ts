import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AuditHistory } from '../app/ports.ts';
import { lookCloser } from './audit-closer.ts';
import { readLog } from './audit-log.ts';
import { HISTORY_AS_IT_IS } from './audit-range.ts';
import { readTip } from './audit-tip.ts';
import { addVersions } from './audit-versions.ts';
import type { RepositoryLocation } from './locate-repository.ts';
import { runGit } from './run-git.ts';

/** The questions of an audit for one work tree. */
export function openAuditHistory(location: RepositoryLocation): AuditHistory {
  return {
    readBoundary: () => readBoundary(location),
    isPartial: () => isPartial(location),
    contains: (tip, commit) => contains(location, tip, commit),
    readTip: (tip, records) => readTip(location, tip, records),
    async readCommits(query) {
      const boundary = new Set(readBoundary(location));
      const commits = await addVersions(
        location,
        await readLog({ ...query, root: location.root }),
        query.records,
      );
      return commits.map((commit) => ({ ...commit, isBoundary: boundary.has(commit.oid) }));
    },
    lookCloser: (tip, records, gone) => lookCloser(location, tip, records, gone),
  };
}

/** Git keeps the commits whose parents a shallow clone does not have in a file of its own. */
function readBoundary({ commonDir }: RepositoryLocation): string[] {
  try {
    return readFileSync(join(commonDir, 'shallow'), 'utf8').split('\n').filter(Boolean).sort();
  } catch {
    return []; // it is not shallow
  }
}

async function isPartial({ root }: RepositoryLocation): Promise<boolean> {
  const { stdout } = await runGit({ root, args: ['config', '--get-regexp', '^remote\\..*\\.promisor$'] });
  return stdout.toString('utf8').includes('true');
}

async function contains({ root }: RepositoryLocation, tip: string, commit: string): Promise<boolean> {
  const args = ['merge-base', '--is-ancestor', commit, tip];
  return (await runGit({ root, args, env: HISTORY_AS_IT_IS })).status === 0;
}
