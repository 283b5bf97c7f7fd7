/**
 * Checks paths by their text alone. The rules for `.git` follow git's own `verify_path`: a name that some
 * file system takes for `.git` is refused on every platform, because repositories travel.
 */
import { isAbsolute, relative, sep } from 'node:path';

/** HFS+ ignores most of these in names (see git's `utf8.c`); nobody can see any of them. */
const IGNORABLE = /[\p{Default_Ignorable_Code_Point}\p{Cf}]/gu;
const GIT_FOLDER = /^(?:\.git|git~\d+)$/i;
const DEVICE =
  /^(?:con|prn|aux|nul|com[0-9\u00b9\u00b2\u00b3]|lpt[0-9\u00b9\u00b2\u00b3]|conin\$|conout\$)$/i;

/**
 * Makes a caller's path relative to the root, without a slash at the end; an absolute path, `./x`
 * and `x/` are accepted. The result is not checked yet.
 */
export function normalizeArtifactPath(root: string, given: string): string {
  const local = isAbsolute(given) ? relative(root, given).split(sep).join('/') : given;
  return local
    .split('/')
    .filter((part) => part !== '.' && part !== '')
    .join('/');
}

/** Why a normalised path cannot be one of the repository, as the end of a sentence; null when it can. */
export function findPathFault(path: string): string | null {
  if (path === '') return 'names no file below the root of the work tree';
  if (path.includes('\0')) return 'contains a NUL character';
  if (path.includes('\\')) return 'contains a backslash; separate folders with `/`';
  if (path.includes(':')) return 'contains a colon, which names a drive or a stream on some systems';
  if (path.startsWith('/')) return 'is absolute and outside the work tree';
  for (const segment of path.split('/')) {
    const fault = findSegmentFault(segment);
    if (fault !== null) return fault;
  }
  return null;
}

function findSegmentFault(segment: string): string | null {
  if (segment === '..') return 'leads outside with `..`';
  if (segment === '' || segment === '.') return 'has an empty part';
  const plain = segment.replace(IGNORABLE, '').replace(/[. ]+$/, '');
  if (GIT_FOLDER.test(plain)) return 'leads into git’s own folder';
  if (DEVICE.test(plain.replace(/\..*$/s, '').trimEnd())) return 'has the name of a device on some systems';
  return null;
}
