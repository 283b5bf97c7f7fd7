/** Says what is wrong with a glob of expected files; null when nothing is. They are relative to the root. */
export function checkGlob(glob: string): string | null {
  if (/^(?:\/|~|[A-Za-z]:)/.test(glob)) return 'is absolute';
  if (glob.includes('\\')) return 'has a backslash';
  if (glob.startsWith('!')) return 'is negated';
  if (glob.split(/[/{},]/).includes('..')) return 'leads upwards with `..`';
  return null;
}
