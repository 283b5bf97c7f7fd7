/**
 * Notes when this clone first saw each claim that a remote holds. A lease of another clone counts from there, so
 * that the clocks of two machines are never compared. A note that is lost only makes the lease last longer.
 */
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { newTemporaryName } from '../store/temporary-files.ts';
import { requireStateFolder } from './index-lock.ts';
import type { RepositoryLocation } from './locate-repository.ts';

/** When each claim that a remote holds was first seen, RFC 3339, by object name. */
export function readFirstSeen({ commonDir }: RepositoryLocation): ReadonlyMap<string, string> {
  const notes = new Map<string, string>();
  for (const line of readText(join(commonDir, 'orchestrator', 'seen-claims')).split('\n')) {
    const [oid = '', at = ''] = line.split(' ');
    if (!Number.isNaN(Date.parse(at))) notes.set(oid, at);
  }
  return notes;
}

/** Notes the claims that a remote holds now, and forgets those that none holds any more. */
export function noteSeenClaims(location: RepositoryLocation, oids: readonly string[], now: Date): void {
  const before = readFirstSeen(location);
  const lines = [...new Set(oids)].map((oid) => `${oid} ${before.get(oid) ?? now.toISOString()}\n`);
  const folder = requireStateFolder(location.commonDir);
  const temporary = join(folder, newTemporaryName());
  writeFileSync(temporary, lines.join(''), { flag: 'wx' });
  renameSync(temporary, join(folder, 'seen-claims'));
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
