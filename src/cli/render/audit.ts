import type { AuditAnswer } from '../../app/audit-completions.ts';
import type { AuditedTask, AuditLink } from '../../core/audit/link.ts';
import { VERDICTS, type Verdict } from '../../core/audit/verdict.ts';
import { cleanLine } from '../../core/clean-text.ts';
import { renderProblems } from './problems.ts';
import type { Style } from './style.ts';

/** How many tasks have which result, then every link that is not exact, with its reason; the worst last. */
export function renderAudit(answer: AuditAnswer, style: Style): string {
  const open = answer.tasks
    .filter(({ result }) => result !== 'exact')
    .sort((a, b) => VERDICTS.indexOf(a.result) - VERDICTS.indexOf(b.result));
  const blocks = open.map((task) => renderTask(task, style));
  const lines = [summarize(answer), ...blocks, ...renderRelinked(answer, style)];
  return `${lines.join('\n')}\n${renderProblems(answer, style)}`;
}

function summarize({ tasks, counts }: AuditAnswer): string {
  if (tasks.length === 0) return 'No task is completed: there is nothing to verify.';
  const parts = VERDICTS.filter((verdict) => counts[verdict] > 0).map(
    (verdict) => `${counts[verdict]} ${verdict}`,
  );
  return `${tasks.length} ${tasks.length === 1 ? 'completion' : 'completions'}: ${parts.join(', ')}`;
}

function renderTask({ id, result, links }: AuditedTask, style: Style): string {
  const open = links.filter(({ verdict }) => verdict !== 'exact');
  const lines = open.map(
    (link) => `  ${paint(link.verdict, style)} ${cleanLine(nameLink(link))}: ${cleanLine(link.why)}`,
  );
  return [`\n${style.bold(id)} ${paint(result, style)}`, ...lines].join('\n');
}

function nameLink(link: AuditLink): string {
  switch (link.kind) {
    case 'record':
      return 'record';
    case 'commit':
      return `commit ${link.commit.slice(0, 12)}`;
    case 'artifact':
      return link.path;
  }
}

function paint(verdict: Verdict, style: Style): string {
  if (verdict === 'lost') return style.red(verdict);
  return verdict === 'changed' || verdict === 'unverified' ? style.yellow(verdict) : style.cyan(verdict);
}

function renderRelinked({ relinked, commits, not_committed }: AuditAnswer, style: Style): string[] {
  if (relinked.length === 0) return [];
  const made = commits.map((oid) => `commit ${oid.slice(0, 12)}`);
  const outcome = not_committed === null ? made.join(', ') : style.yellow(not_committed);
  return [`\nRelinked ${relinked.map(cleanLine).join(', ')}: ${outcome}`];
}
