/**
 * Writes the commits found today in place of recorded ones that were rewritten or squashed. Records of which
 * anything is lost stay as they are: they are for a person to look at. One commit a plan, with the lines
 * of every task in it, so that the new names are vouched for like those of the completion itself.
 */
import type { AuditRecord } from '../../core/audit/evidence.ts';
import type { AuditedTask } from '../../core/audit/link.ts';
import { changeFile } from '../change-file.ts';
import { commitChange } from '../commit-change.ts';
import type { Ports } from '../ports.ts';
import { readProject } from '../project.ts';
import { listAuditRecords } from './list-records.ts';
import { relinkMessage } from './relink-message.ts';

interface Relinked {
  readonly relinked: readonly string[];
  readonly commits: readonly string[];
  readonly not_committed: string | null;
}

interface Change {
  readonly record: AuditRecord;
  readonly commits: readonly string[];
}

/** Files that were edited since the audit began are left alone. */
export async function relinkCompletions(ports: Ports, audited: readonly AuditedTask[]): Promise<Relinked> {
  const wanted = new Map(
    audited.flatMap((task) => {
      const commits = deriveCommits(task);
      return commits === null ? [] : [[task.id, { task, commits }] as const];
    }),
  );
  if (wanted.size === 0) return { relinked: [], commits: [], not_committed: null };
  return ports.exclusively(async () => {
    const changes = listAuditRecords(await readProject(ports)).flatMap((record): Change[] => {
      const found = wanted.get(record.id);
      return found !== undefined && isAsAudited(record, found.task)
        ? [{ record, commits: found.commits }]
        : [];
    });
    for (const { record, commits } of changes) await changeFile(ports, record.path, { set: { commits } });
    const done = await commitByPlan(ports, changes);
    return { relinked: changes.map(({ record }) => record.id), ...done };
  });
}

/** Null when the record is to stay as it is. */
function deriveCommits({ result, links }: AuditedTask): string[] | null {
  if (result === 'lost') return null;
  const commits = links.filter((link) => link.kind === 'commit');
  const isMoved = ({ verdict }: { verdict: string }) => verdict === 'rewritten' || verdict === 'squashed';
  if (!commits.some(isMoved)) return null;
  return [...new Set(commits.map((link) => (isMoved(link) ? (link.found_in ?? link.commit) : link.commit)))];
}

function isAsAudited(record: AuditRecord, { links }: AuditedTask): boolean {
  const audited = links.flatMap((link) => (link.kind === 'commit' ? link.commit : []));
  return JSON.stringify(audited) === JSON.stringify(record.commits);
}

async function commitByPlan(
  ports: Ports,
  changes: readonly Change[],
): Promise<Pick<Relinked, 'commits' | 'not_committed'>> {
  const commits: string[] = [];
  for (const planId of [...new Set(changes.map(({ record }) => record.planId))].sort()) {
    const records = changes.map(({ record }) => record).filter((record) => record.planId === planId);
    const paths = records.map(({ path }) => path);
    const report = await commitChange(ports, paths, relinkMessage(planId, records));
    if (report.commit === null) return { commits, not_committed: report.not_committed };
    commits.push(report.commit);
  }
  return { commits, not_committed: null };
}
