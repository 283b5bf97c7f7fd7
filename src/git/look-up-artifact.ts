import { realpathSync } from 'node:fs';
import { basename, dirname, isAbsolute, join } from 'node:path';
import { findPathFault, normalizeArtifactPath } from './artifact-path.ts';
import { lookAt } from './look-at.ts';

/** A path that is safe to use, and what lies there. */
export interface Candidate {
  /** As the caller gave it. */
  readonly given: string;
  /** Relative to the root, POSIX, without a slash at the end. */
  readonly path: string;
  readonly kind: 'file' | 'directory' | 'missing';
}

export interface ArtifactProblem {
  /** As the caller gave it. */
  readonly path: string;
  readonly code: 'unsafe-path' | 'artifact-invalid';
  readonly message: string;
  readonly hint: string;
}

/** Looks at a caller's path in the work tree, without asking git. */
export function lookUpArtifact(root: string, given: string): Candidate | ArtifactProblem {
  const path = normalizeArtifactPath(root, isAbsolute(given) ? resolveFolder(given) : given);
  const refuse = (code: ArtifactProblem['code'], message: string, hint: string): ArtifactProblem => ({
    path: given,
    code,
    message,
    hint,
  });
  const fault = findPathFault(path);
  if (fault !== null) return refuse('unsafe-path', fault, 'Give a path below the root of the work tree.');
  if (/^\.tasks(?:\/|$)/i.test(path)) {
    return refuse(
      'artifact-invalid',
      'is a plan file',
      'Name what the work produced; plan files commit themselves.',
    );
  }
  const parentFault = findParentFault(root, path);
  if (parentFault !== null)
    return refuse('unsafe-path', parentFault, 'Name the file by its real path in this repository.');
  const stat = lookAt(join(root, path));
  if (stat?.isDirectory() && lookAt(join(root, path, '.git')) !== undefined) {
    return refuse(
      'unsafe-path',
      'is a repository of its own',
      'Commit in the submodule; name other files here.',
    );
  }
  if (stat === undefined) return { given, path, kind: 'missing' };
  if (stat.isDirectory()) return { given, path, kind: 'directory' };
  if (stat.isFile() || stat.isSymbolicLink()) return { given, path, kind: 'file' };
  return refuse('artifact-invalid', 'is neither a file, a folder nor a link', 'Name regular files.');
}

/** Resolves links above the last part, so that an absolute path into the root is seen as such. */
function resolveFolder(path: string): string {
  try {
    return join(realpathSync(dirname(path)), basename(path)) + (path.endsWith('/') ? '/' : '');
  } catch {
    return path;
  }
}

function findParentFault(root: string, path: string): string | null {
  const parts = path.split('/').slice(0, -1);
  for (let count = 1; count <= parts.length; count++) {
    const parent = parts.slice(0, count).join('/');
    const stat = lookAt(join(root, parent));
    if (stat === undefined) return null;
    if (stat.isSymbolicLink()) return `lies beyond the symbolic link ${parent}`;
    if (lookAt(join(root, parent, '.git')) !== undefined) return `lies in ${parent}, a repository of its own`;
  }
  return null;
}
