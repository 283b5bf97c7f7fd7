import { type AuditRecord, contentOf, type EvidenceCommit } from './evidence.ts';
import { describeLimit, SYNC } from './limits.ts';
import { type ArtifactLink, type Judgement, judgement, short } from './link.ts';
import { findBringers, type RecordCase, touches } from './record-case.ts';

type Replacements = ReadonlyMap<string, { readonly oid: string }>;
type RecordedArtifact = AuditRecord['artifacts'][number];

/** Git gives all empty files one name (SHA-1 and SHA-256), so an empty file elsewhere shows nothing. */
const EMPTY_BLOBS = [
  'e69de29bb2d1d6434b8b29ae775ad8c2e48c5391',
  '473a0f4c3be8a93681a267e3b1e9a7dcda1185436fe141f7749120a303721813',
];

/** Judges every recorded file and folder: whether its content is in this history, and where it is now. */
export function judgeArtifacts(found: RecordCase, replacements: Replacements): ArtifactLink[] {
  return found.record.artifacts.map((artifact) => ({
    kind: 'artifact',
    ...artifact,
    ...judgeArtifact(found, replacements, artifact),
  }));
}

function judgeArtifact(found: RecordCase, replacements: Replacements, artifact: RecordedArtifact): Judgement {
  const oid = contentOf(artifact);
  if (oid === null) return judgeDeletion(found, artifact);
  return (
    judgeAtPath(found, artifact, oid) ??
    judgeElsewhere(found, artifact, oid) ??
    judgeUnseen(found, artifact, oid) ??
    judgeCarriedOver(found, replacements, artifact, oid) ??
    judgement('lost', `No commit of this history has ${describeContent(artifact, oid)}.`)
  );
}

function judgeDeletion(found: RecordCase, { path }: RecordedArtifact): Judgement {
  const { index, missing } = found;
  const [deletion] = index.byDeletedPath.get(path) ?? [];
  const isBack = index.tip.held.has(path);
  if (deletion !== undefined) {
    if (isBack) return judgement('changed', 'It was deleted, and is there again.', deletion);
    return judgement('exact', 'It is deleted.', deletion);
  }
  if (index.limit === 'shallow')
    return judgement('unverified', describeLimit('shallow', 'when it was deleted is not known'));
  if (!found.isCommitted) return judgement('unverified', `No commit deletes it yet. ${SYNC}`);
  if (!isBack && missing.length > 0) {
    return judgement('squashed', 'It is not there, and came and went within commits that are squashed now.');
  }
  return judgement('lost', `No commit of this history deletes ${quote(path)}.`);
}

/** Null unless the content is or was at the recorded path. */
function judgeAtPath(found: RecordCase, artifact: RecordedArtifact, oid: string): Judgement | null {
  const { tip } = found.index;
  const bringers = findBringers(found, artifact).filter(({ isBoundary }) => !isBoundary);
  const [newest = null] = bringers;
  if (tip.held.get(artifact.path) === oid) return judgement('exact', 'It is as it was recorded.', newest);
  const [bringer] = findBringers(found, artifact);
  if (bringer === undefined) return null;
  const [elsewhere] = tip.pathsOf.get(oid) ?? [];
  if (elsewhere !== undefined) {
    return judgement('changed', `The same content is now at ${quote(elsewhere)}.`, bringer);
  }
  const since = tip.held.has(artifact.path) ? 'It has been changed since' : 'It has been removed since';
  return judgement('changed', `${since}; the recorded content is in ${short(bringer.oid)}.`, bringer);
}

/**
 * Null unless the content is at another path, and that can be the same file: the path keeps its last part,
 * or a commit of the task put it there. Otherwise the record would be true of any file.
 */
function judgeElsewhere(found: RecordCase, artifact: RecordedArtifact, oid: string): Judgement | null {
  const { index, record, introduced, present } = found;
  if (EMPTY_BLOBS.includes(oid) || present.some((commit) => touches(commit, artifact.path))) return null;
  const bringers = index.byContent.get(oid) ?? [];
  const own = bringers.find((commit) => commit === introduced || commit.tasks.includes(record.id));
  const isSame = (path: string) => lastPart(path) === lastPart(artifact.path);
  const atTip = index.tip.pathsOf.get(oid)?.find((path) => own !== undefined || isSame(path));
  if (atTip !== undefined) {
    return judgement('rewritten', `The same content is at ${quote(atTip)}.`, own ?? bringers[0] ?? null);
  }
  for (const commit of bringers) {
    const there = commit.changes.find(
      (change) => change.oid === oid && (commit === own || isSame(change.path)),
    );
    if (there === undefined) continue;
    const why = `The recorded content was at ${quote(there.path)} in ${short(commit.oid)}, and has moved on since.`;
    return judgement('changed', why, commit);
  }
  return null;
}

/** Null unless something explains why a content that may be true cannot be seen. */
function judgeUnseen(found: RecordCase, artifact: RecordedArtifact, oid: string): Judgement | null {
  const { index, isCommitted } = found;
  if (index.closer.wholeFolders.has(oid)) {
    const why =
      'The folder as a whole is in no commit, but each of its files is: it was squashed with other work.';
    return judgement('squashed', why);
  }
  if (index.limit === 'shallow') {
    return judgement('unverified', describeLimit('shallow', 'the content may lie beyond it'));
  }
  if (!isCommitted && index.closer.objects.has(oid)) {
    return judgement('unverified', `No commit has ${describeContent(artifact, oid)} yet. ${SYNC}`);
  }
  return null;
}

/**
 * Null unless the content gave way while history was rewritten: a rebase over somebody else's change, or an
 * amended commit. The commit that took the place of a recorded one then changes the same path, and none of
 * the recorded commits that are still here does.
 */
function judgeCarriedOver(
  found: RecordCase,
  replacements: Replacements,
  artifact: RecordedArtifact,
  oid: string,
): Judgement | null {
  const { index, introduced, named, present, vouched } = found;
  if (!vouched.has(oid) || present.some((commit) => touches(commit, artifact.path))) return null;
  const heirs = [...replacements.values()].flatMap((commit) => index.byOid.get(commit.oid) ?? []);
  if (introduced !== null && introduced === named) heirs.push(introduced);
  const heir = heirs.find((commit: EvidenceCommit) => touches(commit, artifact.path));
  if (heir === undefined) return null;
  if ('tree' in artifact) {
    const why = `${short(heir.oid)} changes the folder, but the folder as it was recorded is in no commit, and what was in it cannot be compared.`;
    return judgement('unverified', why, heir);
  }
  const why = `The recorded content is in no commit; ${short(heir.oid)}, which holds the work now, has another: it was changed while history was rewritten.`;
  return judgement('changed', why, heir);
}

function describeContent(artifact: RecordedArtifact, oid: string): string {
  const what = 'tree' in artifact ? 'the folder' : 'the content';
  return `${what} ${short(oid)} recorded for ${quote(artifact.path)}`;
}

function lastPart(path: string): string {
  return path.replace(/\/$/, '').split('/').at(-1) ?? path;
}

function quote(path: string): string {
  return JSON.stringify(path);
}
