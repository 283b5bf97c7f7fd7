import { findNearest } from '../suggest.ts';
import type { Task } from '../task.ts';
import type { Finding } from './finding.ts';

/** Makes the check for roles that nobody has described; `specialists` is null when it is not known which are. */
export function createSpecialistCheck(specialists: readonly string[] | null): (task: Task) => Finding[] {
  const known = new Set(specialists);
  const questions = new Map<string, string>();
  return ({ path, specialist }) => {
    if (specialists === null || known.has(specialist)) return [];
    const question = questions.get(specialist) ?? suggest(specialist, specialists);
    questions.set(specialist, question);
    const message = `Nobody has described the specialist "${specialist}".${question}`;
    return [{ code: 'unknown-specialist', path, field: 'specialist', index: null, message }];
  };
}

function suggest(specialist: string, specialists: readonly string[]): string {
  const nearest = findNearest(specialist, specialists);
  return nearest === null ? '' : ` Did you mean "${nearest}"?`;
}
