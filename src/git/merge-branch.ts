/** Merges a branch in the work tree that is on the other one, with git's own merge: drivers, hooks and signature as the user has them. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CommitMessage, MergeInProgress, MergeOutcome } from '../app/ports.ts';
import { formatCommitMessage } from './commit-message.ts';
import { locateRepository } from './locate-repository.ts';
import { readHead } from './refs.ts';
import { describeGitFailure, requireGit, runGit, splitRecords } from './run-git.ts';

/** Overrides what the configuration could make of a merge: no fast-forward, no squash, no stash. */
const OPTIONS = [
  '--no-ff',
  '--no-squash',
  '--commit',
  '--no-edit',
  '--no-log',
  '--no-autostash',
  '--no-stat',
  '--quiet',
];

export async function mergeBranch(root: string, tip: string, message: CommitMessage): Promise<MergeOutcome> {
  const args = ['merge', ...OPTIONS, '--cleanup=verbatim', '-m', formatCommitMessage(message), '--', tip];
  const result = await runGit({ root, args });
  if (result.status === 0) return { kind: 'merged', oid: requireHead(root) };
  const merge = await readMerge(root);
  const said = readReason(result.stderr, result.stdout);
  if (merge === null) return { kind: 'refused', reason: said, isHook: false };
  if (merge.paths.length > 0) return { kind: 'conflict', paths: merge.paths };
  await abortMerge(root);
  return { kind: 'refused', reason: said, isHook: true };
}

/** The merge that a work tree is in the middle of; null when there is none. */
export async function readMerge(root: string): Promise<MergeInProgress | null> {
  const { gitDir } = locateRepository(root);
  const head = join(gitDir, 'MERGE_HEAD');
  if (!existsSync(head)) return null;
  const message = join(gitDir, 'MERGE_MSG');
  const args = ['diff', '--name-only', '--diff-filter=U', '-z'];
  return {
    tip: readFileSync(head, 'utf8').trim(),
    message: existsSync(message) ? readFileSync(message, 'utf8') : '',
    paths: splitRecords(await requireGit({ root, args })),
  };
}

export async function concludeMerge(root: string): Promise<MergeOutcome> {
  const result = await runGit({ root, args: ['commit', '--no-edit', '--quiet', '--cleanup=strip'] });
  if (result.status === 0) return { kind: 'merged', oid: requireHead(root) };
  return { kind: 'refused', reason: readReason(result.stderr, result.stdout), isHook: true };
}

export async function abortMerge(root: string): Promise<void> {
  const args = ['merge', '--abort'];
  const result = await runGit({ root, args });
  if (result.status !== 0) throw describeGitFailure({ args }, result);
}

function readReason(stderr: string, stdout: Buffer): string {
  return stderr.trim() || stdout.toString('utf8').trim() || 'git gave no reason';
}

function requireHead(root: string): string {
  return readHead(locateRepository(root)).oid ?? '';
}
