import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inflateSync } from 'node:zlib';
import { formatBatchRequest, parseBatchAnswer } from './cat-file.ts';
import type { RepositoryLocation } from './locate-repository.ts';
import { runGitSync } from './run-git.ts';

/** A loose object larger than this is left to git. */
const MAX_INFLATED_BYTES = 1 << 20;

/**
 * Raw text of commit objects by name; what is missing or no commit is absent. Loose objects are read
 * directly, and git is started once for all the others, if there are any.
 */
export function readCommits(location: RepositoryLocation, oids: readonly string[]): Map<string, string> {
  const commits = new Map<string, string>();
  const packed: string[] = [];
  for (const oid of new Set(oids)) {
    const text = readLooseCommit(location.commonDir, oid);
    if (text === null) packed.push(oid);
    else commits.set(oid, text);
  }
  if (packed.length > 0) readPackedCommits(location.root, packed, commits);
  return commits;
}

/** The message of a raw commit: what follows its header. */
export function readMessage(commit: string): string {
  const end = commit.indexOf('\n\n');
  return end === -1 ? '' : commit.slice(end + 2);
}

function readLooseCommit(commonDir: string, oid: string): string | null {
  try {
    const bytes = readFileSync(join(commonDir, 'objects', oid.slice(0, 2), oid.slice(2)));
    const object = inflateSync(bytes, { maxOutputLength: MAX_INFLATED_BYTES });
    const end = object.indexOf(0);
    return object.toString('latin1', 0, 7) === 'commit ' ? object.toString('utf8', end + 1) : null;
  } catch {
    return null;
  }
}

function readPackedCommits(root: string, oids: readonly string[], commits: Map<string, string>): void {
  const { stdout } = runGitSync({ root, args: ['cat-file', '--batch'], input: formatBatchRequest(oids) });
  for (const [oid, { type, content }] of parseBatchAnswer(stdout)) {
    if (type === 'commit') commits.set(oid, content.toString('utf8'));
  }
}
