import type {
  CleanupAnswer,
  DocumentationAnswer,
  MaintainAnswer,
  ValidationAnswer,
} from '../../app/maintain/answers.ts';
import { cleanLine } from '../../core/clean-text.ts';
import { renderCommitLine } from './commit-line.ts';
import { renderProblems } from './problems.ts';
import { renderSeverity } from './severity.ts';
import type { Style } from './style.ts';

/** The answer of any of the four actions. */
export function renderMaintain(answer: MaintainAnswer, style: Style): string {
  switch (answer.action) {
    case 'scan_cleanup':
      return `${renderCleanup(answer, style)}${renderProblems(answer, style)}`;
    case 'validate_structure':
      return renderValidation(answer, style);
    case 'update_documentation':
      return `${renderDocumentation(answer, style)}${renderProblems(answer, style)}`;
    case 'prepare_handover':
      return answer.handover;
  }
}

function renderCleanup({ items, applied }: CleanupAnswer, style: Style): string {
  if (items.length === 0) return 'There is nothing to clear away.\n';
  const lines = items.map(({ what, subject, message, action, done }) => {
    const label = done ? style.green(action === 'release' ? 'released' : 'removed') : (action ?? 'look at');
    return `${label}  ${what.replace('_', ' ')} ${style.bold(cleanLine(subject))}\n  ${cleanLine(message)}`;
  });
  const open = items.filter(({ action, done }) => action !== null && !done).length;
  if (open > 0 && !applied)
    lines.push('', 'Nothing was changed; `--apply` does what is named `release` and `remove`.');
  return `${lines.join('\n')}\n`;
}

function renderValidation({ checks, findings, error_count }: ValidationAnswer, style: Style): string {
  const lines = findings.flatMap(({ check, code, severity, place, message, hint }) => [
    `${renderSeverity(severity, style)} ${style.bold(cleanLine(place))} ${cleanLine(message)} ${style.dim(`[${check}: ${code}]`)}`,
    `  ${style.dim('hint')}: ${cleanLine(hint)}`,
  ]);
  const made = `${checks.join(', ')}`;
  const result =
    findings.length === 0
      ? `${style.green('Nothing was found')} by ${made}.`
      : `${findings.length} found by ${made}, ${error_count} of them ${error_count === 1 ? 'an error' : 'errors'}.`;
  return `${[...lines, result].join('\n')}\n`;
}

function renderDocumentation(answer: DocumentationAnswer, style: Style): string {
  const lines = answer.files.map(
    ({ path, result, message }) => `${result.padEnd('current'.length)}  ${style.bold(path)}  ${message}`,
  );
  const isChanged = answer.files.some(({ result }) => result === 'updated');
  return `${[...lines, ...(isChanged ? [renderCommitLine(answer, style)] : [])].join('\n')}\n`;
}
