/** A bare repository with a plan in it, and clones of it that work as different machines would. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { WorktreePorts } from '../../src/app/ports.ts';
import { openWorkspace } from '../../src/workspace.ts';
import { createRepository, openRepository, type TestRepository } from './repository.ts';

export interface Site {
  /** Folder that holds everything; removed by `cleanup`. */
  readonly folder: string;
  /** The bare repository. */
  readonly origin: TestRepository;
  clone(name: string): TestRepository;
  /** Puts a hook into the bare repository. */
  hook(name: string, script: string): void;
  cleanup(): void;
}

const PLAN = 'harbour-fest-aaaaaa';
export const STAGE = 'build-the-stage-bbbbbb';
export const BAND = 'book-the-band-cccccc';
export const SOUND = 'check-the-sound-dddddd';

const PLAN_FILES = {
  'README.md': '# Harbour fest\n',
  [`.tasks/${PLAN}/plan.md`]: `---\nid: ${PLAN}\ntitle: Harbour fest\n---\n`,
  [pathOf(STAGE)]: `---\nid: ${STAGE}\ntitle: Build the stage\npriority: high\nfiles:\n  - stage/**\n---\n`,
  [pathOf(BAND)]: `---\nid: ${BAND}\ntitle: Book the band\nfiles:\n  - band/**\n---\n`,
  [pathOf(SOUND)]: `---\nid: ${SOUND}\ntitle: Check the sound\ndepends_on:\n  - ${STAGE}\n---\n`,
};

export function pathOf(task: string): string {
  return `.tasks/${PLAN}/${task}.md`;
}

/** One repository with the plan, as a site without a remote. */
export function createFest(): TestRepository {
  return createRepository({ files: PLAN_FILES });
}

export function createSite(): Site {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'orchestrator-site-')));
  const git = (...args: string[]) => execFileSync('git', args, { cwd: folder, stdio: 'pipe' });
  const seed = createFest();
  git('clone', '--quiet', '--bare', seed.root, 'origin.git');
  seed.cleanup();
  return {
    folder,
    origin: openRepository(join(folder, 'origin.git')),
    clone(name) {
      git('clone', '--quiet', `file://${folder}/origin.git`, name);
      const clone = openRepository(join(folder, name));
      clone.git('config', 'user.name', name);
      clone.git('config', 'user.email', `${name}@example.org`);
      return clone;
    },
    hook: (name, script) =>
      writeFileSync(join(folder, 'origin.git', 'hooks', name), `#!/bin/sh\n${script}\n`, { mode: 0o755 }),
    cleanup: () => rmSync(folder, { recursive: true, force: true }),
  };
}

interface PortOptions {
  readonly actor?: string;
  /** How far the clock of this machine is from ours. */
  readonly shiftMs?: number;
}

/** The ports of a clone, with a clock that may be wrong. */
export async function openPorts(
  { root }: TestRepository,
  { actor, shiftMs = 0 }: PortOptions = {},
): Promise<WorktreePorts> {
  const ports = await openWorkspace({ directory: root, actor });
  return { ...ports, now: () => new Date(Date.now() + shiftMs) };
}
