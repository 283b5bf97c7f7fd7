import { cpSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openRepository, type TestRepository } from '../helpers/repository.ts';

/** A repository that is put back into a state as often as one likes, always at the same path: a claim names it. */
export interface Stage {
  readonly repository: TestRepository;
  /** Keeps the state, and returns the repository that it is kept in, which nobody may change. */
  save(): TestRepository;
  restore(state: TestRepository): void;
  cleanup(): void;
}

/** Takes over a repository. */
export function createStage(repository: TestRepository): Stage {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'orchestrator-test-')));
  let count = 0;
  return {
    repository,
    save() {
      count += 1;
      const root = join(folder, String(count));
      copyFolder(repository.root, root);
      return openRepository(root);
    },
    restore({ root }) {
      rmSync(repository.root, { recursive: true, force: true });
      copyFolder(root, repository.root);
    },
    cleanup() {
      rmSync(folder, { recursive: true });
      repository.cleanup();
    },
  };
}

function copyFolder(from: string, to: string): void {
  cpSync(from, to, { recursive: true, preserveTimestamps: true, verbatimSymlinks: true });
}
