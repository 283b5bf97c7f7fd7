import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { formatValue } from '../report.ts';
import type { Row } from './row.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const LIMIT_MB = 20;
const MEGABYTE = 1_000_000;

interface Lockfile {
  readonly packages: Readonly<Record<string, { readonly dev?: boolean; readonly devOptional?: boolean }>>;
}

/**
 * What `npm install git-orchestrator` puts on the disk, counted here in the same versions: the files of the
 * package, and every package that the lockfile does not mark as being for development only. The code caches
 * that the program adds beside its bundle are told apart.
 */
export const installedSize: Row = {
  name: 'size',
  async measure({ options }) {
    const own = listOwnFiles(join(dirname(options.program), '..'));
    const caches = own.filter((path) => path.endsWith('.cache'));
    const dependencies = listDependencies();
    const published = measureMegabytes(own) - measureMegabytes(caches);
    const cached = formatValue(measureMegabytes(caches), 'MB');
    return [
      {
        label: 'installed size with dependencies',
        value: published + measureMegabytes(dependencies.flatMap(listFiles)),
        unit: 'MB',
        budget: { limit: LIMIT_MB },
        note: `${dependencies.length} packages, ${formatValue(published, 'MB')} of our own, and ${cached} of code caches so far`,
      },
    ];
  },
};

function listOwnFiles(packageRoot: string): string[] {
  const text = readFileSync(join(packageRoot, 'package.json'), 'utf8');
  const { files }: { files: readonly string[] } = JSON.parse(text);
  return files.flatMap((path) => listFiles(join(packageRoot, path)));
}

/** Folders of the packages that an installation brings along. */
function listDependencies(): string[] {
  const { packages }: Lockfile = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8'));
  const entries = Object.entries(packages).filter(
    ([path, entry]) => path !== '' && !entry.dev && !entry.devOptional,
  );
  return entries.map(([path]) => join(ROOT, path));
}

/** Files at and below a path; packages nested in it are counted for themselves. */
function listFiles(path: string): string[] {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined) return [];
  if (!stat.isDirectory()) return [path];
  const names = readdirSync(path).filter((name) => name !== 'node_modules');
  return names.flatMap((name) => listFiles(join(path, name)));
}

function measureMegabytes(paths: readonly string[]): number {
  return paths.reduce((sum, path) => sum + statSync(path).size, 0) / MEGABYTE;
}
