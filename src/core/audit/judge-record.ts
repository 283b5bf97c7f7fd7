import { atBoundary, describeLimit, SYNC } from './limits.ts';
import { type Judgement, judgement, type RecordLink, short } from './link.ts';
import type { RecordCase } from './record-case.ts';

/**
 * Judges whether the completion was recorded as this task's own: its ULID is in the history of the task's
 * file, which survives every rewriting that keeps the content.
 */
export function judgeRecord(
  found: RecordCase,
  replacements: ReadonlyMap<string, { readonly oid: string }>,
): RecordLink {
  return { kind: 'record', completion: found.completion, ...judge(found, replacements) };
}

function judge(found: RecordCase, replacements: ReadonlyMap<string, { readonly oid: string }>): Judgement {
  const { record, completion, introduced, named, isCommitted, index } = found;
  const owner = findOtherOwner(found);
  if (owner !== null) {
    return judgement('lost', `The completion was copied: ${completion} is that of ${owner}.`);
  }
  if (introduced === null && index.limit === 'partial' && index.tip.held.has(record.path)) {
    return judgement('unverified', describeLimit('partial', 'when it was recorded cannot be read'));
  }
  if (introduced === null || !isCommitted) {
    return judgement('unverified', `The completion is recorded, but not committed. ${SYNC}`);
  }
  if (record.artifacts.length === 0 && record.commits.length === 0) {
    const why = 'Neither an artifact nor a commit is recorded: there is nothing that could be verified.';
    return judgement('unverified', why, introduced);
  }
  if (introduced.isBoundary) {
    return judgement('unverified', atBoundary('when the completion was recorded is not known'));
  }
  if ([...replacements.values()].some(({ oid }) => oid === introduced.oid)) {
    return judgement(
      'squashed',
      `${short(introduced.oid)} brings the record together with the work.`,
      introduced,
    );
  }
  if (named !== null) {
    return judgement('exact', 'A commit that brings the record names the completion.', named);
  }
  const why = `${short(introduced.oid)} brings the record, but its message does not name the completion.`;
  return judgement(introduced.hasWork ? 'squashed' : 'rewritten', why, introduced);
}

/** The task that the messages name as the one completed; null when they do not speak against this one. */
function findOtherOwner({ record, completion, index }: RecordCase): string | null {
  const named = index.byCompletion.get(completion) ?? [];
  if (named.some(({ tasks }) => tasks.includes(record.id))) return null;
  return named.flatMap(({ tasks }) => tasks)[0] ?? null;
}
