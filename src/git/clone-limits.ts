/** What a clone may lack of its history: commits, when it is shallow; contents, when it is partial. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RepositoryLocation } from './locate-repository.ts';
import { runGit } from './run-git.ts';

/** Commits whose parents a shallow clone does not have, sorted: git keeps them in a file of its own. */
export function readBoundary({ commonDir }: RepositoryLocation): string[] {
  try {
    return readFileSync(join(commonDir, 'shallow'), 'utf8').split('\n').filter(Boolean).sort();
  } catch {
    return []; // it is not shallow
  }
}

/** Whether the clone leaves objects out that a remote would have to give. */
export async function isPartial({ root }: RepositoryLocation): Promise<boolean> {
  const { stdout } = await runGit({ root, args: ['config', '--get-regexp', '^remote\\..*\\.promisor$'] });
  return stdout.toString('utf8').includes('true');
}
