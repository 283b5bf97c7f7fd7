import type { AuditedTask } from '../audit/link.ts';
import type { VersionPair } from '../diff/file-version.ts';
import type { Problem } from '../problem.ts';
import { createReviewProblem } from './review-rules.ts';

interface Judged {
  readonly task: string;
  readonly path: string;
  readonly result: AuditedTask['result'];
  readonly links: AuditedTask['links'];
}

/** Finds new completions that history does not bear out. */
export function findCompletionProblems(
  completions: readonly Judged[],
  pairs: readonly VersionPair[],
): Problem[] {
  const versions = new Map(pairs.map(({ after }) => [after?.path, after]));
  return completions.flatMap(({ task, path, result, links }) => {
    if (result !== 'lost' && result !== 'unverified') return [];
    const why = links.find(({ verdict }) => verdict === result)?.why ?? '';
    const place = versions.get(path)?.locateField('completion') ?? {};
    const code = result === 'lost' ? 'completion-lost' : 'completion-unverified';
    const what = result === 'lost' ? 'is not in this history' : 'cannot be verified';
    return [
      createReviewProblem(code, { path, ...place }, `The completion of ${task} ${what}. ${why}`.trim()),
    ];
  });
}
