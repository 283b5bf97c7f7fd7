/** The sentences about what a clone cannot tell, and what would help. */

/** What to do about a completion that no commit holds. */
export const SYNC = 'Commit it with `orc sync`.';

/** The reason that a shallow clone gives. */
export function atBoundary(consequence: string): string {
  return `The clone is shallow (shallow boundary): ${consequence}. \`git fetch --unshallow\` brings the rest.`;
}

/** The reason that an incomplete clone gives. */
export function describeLimit(limit: 'shallow' | 'partial', consequence: string): string {
  if (limit === 'shallow') return atBoundary(consequence);
  return `The clone is partial and does not have every object: ${consequence}.`;
}
