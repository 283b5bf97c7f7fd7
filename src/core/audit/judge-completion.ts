/**
 * Weighs the evidence about one completed task. What ties a link to the task must not be the record alone: a
 * commit has to touch an artifact or carry the task's line, a content has to be in a commit, the
 * completion has to be in the history of the task's own file.
 */

import type { AuditRecord } from './evidence.ts';
import { findReplacements } from './find-replacements.ts';
import type { EvidenceIndex } from './index-evidence.ts';
import { judgeArtifacts } from './judge-artifacts.ts';
import { judgeCommits } from './judge-commits.ts';
import { judgeRecord } from './judge-record.ts';
import { type AuditedTask, type AuditLink, judgement } from './link.ts';
import { openCase } from './record-case.ts';
import { findWorst } from './verdict.ts';

/** Judges a record; `conflict` says why the completion is not its own. */
export function judgeCompletion(
  record: AuditRecord,
  index: EvidenceIndex,
  conflict: string | null,
): AuditedTask {
  const links =
    record.completion === null ? [judgeUnrecorded(record)] : judgeLinks(record, record.completion);
  return { id: record.id, result: findWorst(links.map(({ verdict }) => verdict)), links };

  function judgeLinks(record: AuditRecord, completion: string): AuditLink[] {
    const found = openCase(record, completion, index);
    const replacements = findReplacements(found);
    const own: AuditLink =
      conflict === null
        ? judgeRecord(found, replacements)
        : { kind: 'record', completion, ...judgement('lost', conflict) };
    return [own, ...judgeCommits(found, replacements), ...judgeArtifacts(found, replacements)];
  }
}

function judgeUnrecorded({ source }: AuditRecord): AuditLink {
  const judged =
    source === null
      ? judgement(
          'lost',
          'The file says completed, but no completion was ever recorded. Put the status back, then complete it with `orc complete`.',
        )
      : judgement('unverified', `It was completed when it was imported (${source}): nothing was recorded.`);
  return { kind: 'record', completion: null, ...judged };
}
