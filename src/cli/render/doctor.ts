import type { DoctorAnswer, FindingDocument } from '../../app/diagnose-repository.ts';
import { cleanLine } from '../../core/clean-text.ts';
import { renderSeverity } from './severity.ts';
import type { Style } from './style.ts';

/** What was examined, every finding with its reason and what to do, and how many there are. */
export function renderDoctor(answer: DoctorAnswer, style: Style): string {
  return `${[renderEnvironment(answer), '', ...answer.findings.map((finding) => renderFinding(finding, style)), summarize(answer, style)].join('\n')}\n`;
}

function renderEnvironment({ environment }: DoctorAnswer): string {
  const { root, branch, node, git, worktree, object_format, ref_format } = environment;
  const kind = [`${worktree} work tree`, object_format, `refs as ${ref_format}`];
  for (const name of ['shallow', 'partial', 'sparse'] as const) if (environment[name]) kind.push(name);
  return [
    `${cleanLine(root)} on ${cleanLine(branch ?? 'a detached HEAD')}`,
    `${cleanLine(git ?? 'no git')}, Node ${node}; ${kind.join(', ')}`,
  ].join('\n');
}

function renderFinding(finding: FindingDocument, style: Style): string {
  const { severity, message, why, hint, code, fix, fixed, failure } = finding;
  const label = fixed ? style.green('fixed') : renderSeverity(severity, style);
  const lines = [`${label} ${cleanLine(message)} ${style.dim(`[${code}]`)}`];
  if (fixed) lines.push(`  ${cleanLine(fix ?? '')}`);
  else lines.push(`  ${cleanLine(why)}`, `  ${style.dim('hint')}: ${cleanLine(hint)}`);
  if (!fixed && fix !== null) lines.push(`  ${style.dim('fix')}: ${cleanLine(fix)}`);
  if (failure !== null) lines.push(`  ${style.red('not fixed')}: ${cleanLine(failure)}`);
  return `${lines.join('\n')}\n`;
}

function summarize({ findings, error_count }: DoctorAnswer, style: Style): string {
  if (findings.length === 0) return style.green('Nothing was found.');
  const fixed = findings.filter((finding) => finding.fixed).length;
  const left = findings.length - fixed;
  const errors =
    error_count === 0 ? 'no errors' : style.red(`${error_count} ${error_count === 1 ? 'error' : 'errors'}`);
  return `${left} ${left === 1 ? 'finding' : 'findings'}, ${errors}${fixed === 0 ? '' : `; ${fixed} fixed`}.`;
}
