import { PlanError } from '../../errors.ts';
import type { Ports } from '../ports.ts';

/** The part of the repository that is asked about. */
export interface Scope {
  /** Whether nothing is left out. */
  readonly isAll: boolean;
  includes(path: string): boolean;
  /** Keeps what got another name within the scope. */
  follow(path: string): void;
}

/**
 * Makes the scope of files and folders, relative to the root; without any it is everything. Throws `usage`
 * for a path that does not exist, because a misspelt one would pass every check.
 */
export function createScope(ports: Ports, paths: readonly string[]): Scope {
  const wanted = paths.map((path) => requirePath(ports, path));
  const isAll = wanted.length === 0 || wanted.includes('');
  return {
    isAll,
    includes: (path) => isAll || wanted.some((prefix) => path === prefix || path.startsWith(`${prefix}/`)),
    follow: (path) => void wanted.push(path),
  };
}

function requirePath(ports: Ports, path: string): string {
  const segments = path.split('/').filter((segment) => segment !== '' && segment !== '.');
  if (path.startsWith('/') || segments.includes('..')) {
    throw new PlanError('usage', `"${path}" lies outside the repository.`, {
      hints: ['Name files or folders in the work tree.'],
    });
  }
  const normal = segments.join('/');
  if (normal === '' || ports.files.exists(normal)) return normal;
  throw new PlanError('usage', `There is no file or folder "${path}".`, {
    hints: ['Name files or folders that exist; without any, everything is checked.'],
  });
}
