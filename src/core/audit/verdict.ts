/** What is known today of a link that a completion recorded, best first. */
export const VERDICTS = ['exact', 'rewritten', 'squashed', 'changed', 'unverified', 'lost'] as const;

/**
 * `exact`: as recorded · `rewritten`: in another commit, or at another path · `squashed`: in a commit together
 * with more · `changed`: it was here and has moved on · `unverified`: this clone cannot tell · `lost`: it
 * is nowhere in this history, or was never true.
 */
export type Verdict = (typeof VERDICTS)[number];

/** The worst of some verdicts; `exact` when there is none. Not knowing is worse than knowing of a change. */
export function findWorst(verdicts: readonly Verdict[]): Verdict {
  return VERDICTS[Math.max(0, ...verdicts.map((verdict) => VERDICTS.indexOf(verdict)))] ?? 'exact';
}
