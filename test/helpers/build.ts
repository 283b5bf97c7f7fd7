/**
 * Puts the package once per run where an installed one would lie: what `files` of package.json names, beside
 * its dependencies. So the tests run what users get, and a build that goes on meanwhile disturbs nobody.
 */
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { TestProject } from 'vitest/node';
import packageJson from '../../package.json' with { type: 'json' };

declare module 'vitest' {
  export interface ProvidedContext {
    /** Absolute path of the program: what the `bin` entries of the installed package point to. */
    orcEntry: string;
  }
}

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Builds when the bundle is older than its sources, installs, and returns what takes the folder away again. */
export function setup(project: TestProject): () => void {
  const bundle = join(root, 'dist/orc.cjs');
  if (!existsSync(bundle) || newestChangeMs() > statSync(bundle).mtimeMs) {
    execFileSync(process.execPath, ['--import', 'tsx', 'scripts/build.ts'], { cwd: root, stdio: 'pipe' });
  }
  const installed = mkdtempSync(join(tmpdir(), 'orchestrator-installed-'));
  chmodSync(installed, 0o755); // other users run it too
  for (const path of ['package.json', ...packageJson.files]) {
    if (existsSync(join(root, path))) cpSync(join(root, path), join(installed, path), { recursive: true });
  }
  symlinkSync(join(root, 'node_modules'), join(installed, 'node_modules'), 'dir');
  const entry = join(installed, packageJson.bin.orc);
  chmodSync(entry, 0o755); // as npm does for what `bin` names
  project.provide('orcEntry', entry);
  return () => rmSync(installed, { recursive: true, force: true });
}

function newestChangeMs(): number {
  const sources = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' }).map((path) =>
    join('src', path),
  );
  const paths = ['package.json', 'scripts/build.ts', ...sources];
  return Math.max(...paths.map((path) => statSync(join(root, path)).mtimeMs));
}
