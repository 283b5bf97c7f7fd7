/** Reads refs from their files, without starting git; where they are kept in a reftable, git is asked. */
import { type Dirent, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Head } from '../app/ports.ts';
import { readErrno } from '../store/io-error.ts';
import type { RepositoryLocation } from './locate-repository.ts';
import { describeGitFailure, runGitSync } from './run-git.ts';

const OID = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;
const SYMBOLIC_DEPTH = 5;

/** Whether a text is a full object name, SHA-1 or SHA-256. */
export function isOid(text: string): boolean {
  return OID.test(text);
}

/** The object name that stands for "no such ref" in a compare-and-swap. */
export function zeroOid(location: Pick<RepositoryLocation, 'objectFormat'>): string {
  return '0'.repeat(location.objectFormat === 'sha256' ? 64 : 40);
}

/** Commit and branch that HEAD of this work tree points to. */
export function readHead(location: RepositoryLocation): Head {
  if (location.refFormat === 'reftable') return askHead(location);
  const text = readText(join(location.gitDir, 'HEAD')) ?? '';
  const target = readSymbolicTarget(text);
  if (target === null) return isOid(text.trim()) ? { oid: text.trim(), branch: null } : askHead(location);
  return { oid: readRef(location, target), branch: shortenBranch(target) };
}

/** The object name that a shared ref (`refs/…`) holds, symbolic refs followed; null when there is none. */
export function readRef(location: RepositoryLocation, name: string, depth = SYMBOLIC_DEPTH): string | null {
  if (location.refFormat === 'reftable') return askRefs(location, name).get(name) ?? null;
  const loose = readText(join(location.commonDir, name))?.trim();
  if (loose === undefined) return readPackedRefs(location, name).get(name) ?? null;
  const target = readSymbolicTarget(loose);
  if (target !== null && depth > 0) return readRef(location, target, depth - 1);
  return isOid(loose) ? loose : null;
}

/** Refs under a prefix that ends in `/`, by the rest of their name, in no particular order. A ref that cannot be read maps to null. */
export function listRefs(location: RepositoryLocation, prefix: string): ReadonlyMap<string, string | null> {
  const all: Map<string, string | null> =
    location.refFormat === 'reftable' ? askRefs(location, prefix) : readPackedRefs(location, prefix);
  if (location.refFormat === 'files') {
    readLooseRefs(location.commonDir, prefix, all);
  }
  return new Map([...all].map(([name, oid]) => [name.slice(prefix.length), oid]));
}

function readLooseRefs(commonDir: string, prefix: string, refs: Map<string, string | null>): void {
  for (const entry of listFolder(join(commonDir, prefix))) {
    if (entry.isDirectory()) readLooseRefs(commonDir, `${prefix}${entry.name}/`, refs);
    if (entry.name.endsWith('.lock') || !entry.isFile()) continue;
    const text = readText(join(commonDir, prefix, entry.name))?.trim();
    if (text !== undefined) refs.set(prefix + entry.name, isOid(text) ? text : null);
  }
}

function readPackedRefs(location: RepositoryLocation, prefix: string): Map<string, string> {
  const refs = new Map<string, string>();
  for (const line of (readText(join(location.commonDir, 'packed-refs')) ?? '').split('\n')) {
    const space = line.indexOf(' ');
    if (space > 0 && line.startsWith(prefix, space + 1)) {
      const oid = line.slice(0, space);
      if (isOid(oid)) refs.set(line.slice(space + 1).trimEnd(), oid);
    }
  }
  return refs;
}

function askHead({ root }: RepositoryLocation): Head {
  const branch = runGitSync({ root, args: ['symbolic-ref', '--quiet', 'HEAD'] });
  const commit = runGitSync({ root, args: ['rev-parse', '--verify', '--quiet', 'HEAD^{commit}'] });
  const failed = [branch, commit].find((result) => result.status > 1);
  if (failed !== undefined) throw describeGitFailure({ args: ['rev-parse', 'HEAD'] }, failed);
  const target = branch.stdout.toString('utf8').trim();
  return {
    oid: commit.stdout.toString('utf8').trim() || null,
    branch: target === '' ? null : shortenBranch(target),
  };
}

function askRefs({ root }: RepositoryLocation, pattern: string): Map<string, string> {
  const args = ['for-each-ref', '--format=%(objectname) %(refname)', '--', pattern];
  const result = runGitSync({ root, args });
  if (result.status !== 0) throw describeGitFailure({ args }, result);
  const lines = result.stdout.toString('utf8').split('\n').filter(Boolean);
  return new Map(lines.map((line) => [line.slice(line.indexOf(' ') + 1), line.slice(0, line.indexOf(' '))]));
}

function readSymbolicTarget(text: string): string | null {
  return /^ref:\s*(refs\/\S+)\s*$/.exec(text)?.[1] ?? null;
}

function shortenBranch(target: string): string {
  return target.replace(/^refs\/heads\//, '');
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (['ENOENT', 'EISDIR', 'ENOTDIR'].includes(readErrno(error) ?? '')) return undefined;
    throw error;
  }
}

function listFolder(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}
