import type { EvidenceCommit } from './evidence.ts';
import { atBoundary, SYNC } from './limits.ts';
import { type CommitLink, type Judgement, judgement, short } from './link.ts';
import { isFound, isRelated, type RecordCase } from './record-case.ts';

type Replacements = ReadonlyMap<string, { readonly oid: string }>;

/** Judges every recorded commit: whether it is here and belongs to the task, or which commit took its place. */
export function judgeCommits(found: RecordCase, replacements: Replacements): CommitLink[] {
  return found.record.commits.map((oid) => {
    const commit = found.index.byOid.get(oid);
    const judged =
      commit === undefined
        ? judgeMissing(found, replacements, oid)
        : judgePresent(found, replacements, commit);
    return { kind: 'commit', commit: oid, ...judged };
  });
}

function judgePresent(found: RecordCase, replacements: Replacements, commit: EvidenceCommit): Judgement {
  const { record, isCommitted, vouched, named } = found;
  if (isRelated(found, commit)) return judgement('exact', 'It is in this history.', commit);
  if (commit.isBoundary) return judgement('unverified', atBoundary('what it changes is not here'), commit);
  const isAlone =
    record.artifacts.length === 0
      ? named === null
      : replacements.size === 0 && !found.present.some((other) => isRelated(found, other));
  const stray = `${short(commit.oid)} is in this history, but it touches no artifact of the task and has no line \`Task: ${record.id}\``;
  if (!isCommitted && (!isAlone || record.artifacts.length === 0)) {
    return judgement('unverified', `${stray}; the completion is not committed yet. ${SYNC}`, commit);
  }
  if (isAlone) return judgement('lost', `${stray}.`);
  if (!vouched.has(commit.oid)) {
    return judgement('lost', `${stray}, and was not in the record when the task was completed.`);
  }
  return judgement('exact', 'It is in this history, and was named when the task was completed.', commit);
}

function judgeMissing(found: RecordCase, replacements: Replacements, oid: string): Judgement {
  const { record, index, introduced, isCommitted, vouched } = found;
  if (index.limit === 'shallow') return judgement('unverified', atBoundary('the commit may lie beyond it'));
  if (isCommitted && !vouched.has(oid) && !isProvenAlike(found, oid)) {
    return judgement(
      'lost',
      `${describeGone(found, oid)}, and it was not in the record when the task was completed.`,
    );
  }
  const replacement = replacements.get(oid);
  if (replacement !== undefined) return judgeReplaced(found, replacements, replacement);
  if (record.artifacts.length > 0 && record.artifacts.every((artifact) => isFound(found, artifact))) {
    return judgement(
      'unverified',
      `${describeGone(found, oid)}; every artifact is here in commits that are recorded too.`,
    );
  }
  if (record.artifacts.length === 0 && introduced?.hasWork === true) {
    const why = `${describeGone(found, oid)}; the commit that brought the record brings other files too, but nothing was recorded to compare them with.`;
    return judgement('unverified', why, introduced);
  }
  return judgement('lost', `${describeGone(found, oid)}, and nothing else here shows what it held.`);
}

/** Whether this clone still has the commit, and one that is tied to the task makes the same change. */
function isProvenAlike(found: RecordCase, oid: string): boolean {
  const alike = found.index.byOid.get(found.index.closer.sameChange.get(oid) ?? '');
  return alike !== undefined && isRelated(found, alike);
}

function judgeReplaced(
  { record, introduced }: RecordCase,
  replacements: Replacements,
  replacement: { readonly oid: string },
): Judgement {
  const sharers = [...replacements.values()].filter(({ oid }) => oid === replacement.oid).length;
  if (replacement.oid === introduced?.oid) {
    return judgement('squashed', `${short(replacement.oid)} holds the work and the record.`, replacement);
  }
  if (sharers > 1) {
    const why = `${short(replacement.oid)} holds ${sharers} of the ${record.commits.length} recorded commits.`;
    return judgement('squashed', why, replacement);
  }
  return judgement('rewritten', `It is ${short(replacement.oid)} now.`, replacement);
}

function describeGone({ index }: RecordCase, oid: string): string {
  return index.closer.objects.has(oid)
    ? `${short(oid)} is in this clone, but not in the history of HEAD`
    : `There is no commit ${short(oid)} here`;
}
