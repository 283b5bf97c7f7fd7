import type { AuditHistory } from '../app/ports.ts';
import { lookCloser } from './audit-closer.ts';
import { readLog } from './audit-log.ts';
import { HISTORY_AS_IT_IS } from './audit-range.ts';
import { readTip } from './audit-tip.ts';
import { addVersions } from './audit-versions.ts';
import { isPartial, readBoundary } from './clone-limits.ts';
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

async function contains({ root }: RepositoryLocation, tip: string, commit: string): Promise<boolean> {
  const args = ['merge-base', '--is-ancestor', commit, tip];
  return (await runGit({ root, args, env: HISTORY_AS_IT_IS })).status === 0;
}
