import { type BigIntStats, lstatSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';

/** Where the plans and the claims of a work tree lie. */
export interface WatchedPlaces {
  /** Absolute root of the work tree. */
  readonly root: string;
  /** Absolute path of the git directory that all work trees share. */
  readonly commonDir: string;
  readonly refFormat: 'files' | 'reftable';
}

export interface ComingFolder {
  readonly path: string;
  /** Tells a folder from another that took its path. */
  readonly identity: string;
}

const CLAIMS = ['orchestrator', join('orchestrator', 'claims')];

/** Folders that stay as long as the repository does, with the names in them that matter; null: all. */
export function listStayingFolders(places: WatchedPlaces): ReadonlyMap<string, ReadonlySet<string> | null> {
  const { root, commonDir, refFormat } = places;
  return new Map<string, ReadonlySet<string> | null>([
    [root, new Set(['.tasks'])],
    ...(refFormat === 'reftable'
      ? ([[join(commonDir, 'reftable'), null]] as const)
      : ([
          [commonDir, new Set(['packed-refs'])],
          [join(commonDir, 'refs'), new Set(['orchestrator'])],
        ] as const)),
  ]);
}

/** Folders that come and go: `.tasks`, those of the plans, and those of the claim refs. Links are none. */
export function listComingFolders({ root, commonDir, refFormat }: WatchedPlaces): ComingFolder[] {
  const tasks = join(root, '.tasks');
  const paths = [tasks, ...listSubfolders(tasks)];
  if (refFormat === 'files') paths.push(...CLAIMS.map((name) => join(commonDir, 'refs', name)));
  return paths.flatMap((path) => {
    const identity = identify(path);
    return identity === null ? [] : [{ path, identity }];
  });
}

/** Whether what happened to a file of such a folder can matter; temporary files and locks do not. */
export function isHint(folder: string, name: string): boolean {
  return name === basename(folder) || !(name.startsWith('.') || name.endsWith('.lock'));
}

function listSubfolders(folder: string): string[] {
  if (identify(folder) === null) return [];
  try {
    const entries = readdirSync(folder, { withFileTypes: true });
    return entries
      .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
      .map((entry) => join(folder, entry.name));
  } catch {
    return []; // it went away, or may not be listed: the scan tells about that
  }
}

/** The number of a removed folder is given to the next one at once; the moment of its birth is not. */
function identify(path: string): string | null {
  let stat: BigIntStats | undefined;
  try {
    stat = lstatSync(path, { bigint: true, throwIfNoEntry: false });
  } catch {
    return null;
  }
  return stat?.isDirectory() ? `${stat.dev}:${stat.ino}:${stat.birthtimeNs}` : null;
}
