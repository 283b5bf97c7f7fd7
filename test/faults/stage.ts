import { cpSync, mkdtempSync, realpathSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openRepository, type TestRepository } from '../helpers/repository.ts';

/** A repository that is put back into a state as often as one likes, always at the same path: a claim names it. */
export interface Stage {
  readonly repository: TestRepository;
  /** Keeps the state, linked work trees beside it too, and returns the repository that it is kept in, which nobody may change. */
  save(): TestRepository;
  restore(state: TestRepository): void;
  cleanup(): void;
}

/** Takes over a repository, and moves it to a folder of its own. */
export function createStage(made: TestRepository): Stage {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'orchestrator-test-')));
  const scene = join(folder, 'scene');
  const rootOf = (path: string) => join(path, 'shop');
  cpSync(made.root, rootOf(scene), { recursive: true });
  made.cleanup();
  let count = 0;
  return {
    repository: openRepository(rootOf(scene)),
    save() {
      count += 1;
      const kept = join(folder, String(count));
      copyFolder(scene, kept);
      return openRepository(rootOf(kept));
    },
    restore({ root }) {
      // Away at once: what is being removed could otherwise be met half removed.
      renameSync(scene, `${scene}-old`);
      rmSync(`${scene}-old`, { recursive: true, force: true });
      copyFolder(join(root, '..'), scene);
    },
    cleanup: () => rmSync(folder, { recursive: true }),
  };
}

function copyFolder(from: string, to: string): void {
  cpSync(from, to, { recursive: true, preserveTimestamps: true, verbatimSymlinks: true });
}
