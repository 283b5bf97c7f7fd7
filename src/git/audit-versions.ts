import {
  type AuditRecord,
  contentOf,
  type EvidenceCommit,
  type RecordVersion,
} from '../core/audit/evidence.ts';
import type { CollectedCommit } from './audit-log.ts';
import { HISTORY_AS_IT_IS } from './audit-range.ts';
import { formatBatchRequest, parseBatchAnswer } from './cat-file.ts';
import type { RepositoryLocation } from './locate-repository.ts';
import { runGit } from './run-git.ts';

type Version = Omit<RecordVersion, 'isMoved'>;

/** Versions of task files that are in memory at once. */
const VERSIONS_AT_ONCE = 2_000;

/**
 * Finds out which versions of the task files hold the completion of their task, and leaves out the commits that
 * are no evidence without that. Versions that the clone does not have (it is partial) are passed over.
 */
export async function addVersions(
  location: RepositoryLocation,
  collected: readonly CollectedCommit[],
  records: readonly AuditRecord[],
): Promise<Omit<EvidenceCommit, 'isBoundary'>[]> {
  const versions = await readVersions(location, collected, records);
  return collected.flatMap(({ files, isEvidence, ...commit }) => {
    const own = files.flatMap(({ task, blob, isMoved }) => {
      const version = versions.get(`${task} ${blob}`);
      return version === undefined ? [] : { ...version, isMoved };
    });
    return isEvidence || own.length > 0 ? [{ ...commit, records: own }] : [];
  });
}

/** By task and blob. */
async function readVersions(
  location: RepositoryLocation,
  collected: readonly CollectedCommit[],
  records: readonly AuditRecord[],
): Promise<Map<string, Version>> {
  const recordOf = new Map(records.map((record) => [record.id, record]));
  const files = new Map(
    collected.flatMap((commit) => commit.files).map((file) => [`${file.task} ${file.blob}`, file]),
  );
  const all = [...files.values()];
  const versions = new Map<string, Version>();
  for (let at = 0; at < all.length; at += VERSIONS_AT_ONCE) {
    const chunk = all.slice(at, at + VERSIONS_AT_ONCE);
    const texts = await readBlobs(location, [...new Set(chunk.map(({ blob }) => blob))]);
    for (const { task, blob } of chunk) {
      const record = recordOf.get(task);
      const text = texts.get(blob);
      const version = record && text ? readVersion(record, blob, text) : null;
      if (version !== null) versions.set(`${task} ${blob}`, version);
    }
  }
  return versions;
}

async function readBlobs(
  { root }: RepositoryLocation,
  blobs: readonly string[],
): Promise<Map<string, Buffer>> {
  const args = ['cat-file', '--batch', '--buffer'];
  const call = { root, args, input: formatBatchRequest(blobs), env: HISTORY_AS_IT_IS };
  const { stdout } = await runGit(call);
  return new Map([...parseBatchAnswer(stdout)].map(([oid, { content }]) => [oid, content]));
}

function readVersion(record: AuditRecord, blob: string, text: Buffer): Version | null {
  if (record.completion === null || !text.includes(record.completion)) return null;
  const recorded = [...record.commits, ...record.artifacts.flatMap((artifact) => contentOf(artifact) ?? [])];
  return { task: record.id, blob, names: recorded.filter((name) => text.includes(name)) };
}
