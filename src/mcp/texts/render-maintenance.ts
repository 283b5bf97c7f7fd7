import type { MaintainAnswer } from '../../app/maintain/answers.ts';
import { cleanLine } from '../../core/clean-text.ts';
import { DATA_NOTICE, fenceText } from '../untrusted.ts';
import { joinLines, renderCommit, renderProblems, renderSection } from './lines.ts';

/** What upkeep found or wrote. */
export function renderMaintenance(answer: MaintainAnswer): string {
  switch (answer.action) {
    case 'scan_cleanup': {
      const lines = answer.items.map(
        ({ what, subject, message, action }) =>
          `- ${what} ${subject}: ${message}${action === null ? '' : ` Proposed: ${action}.`}`,
      );
      return joinLines(
        lines.length === 0 ? 'There is nothing to clear away.' : `Nothing was changed. ${DATA_NOTICE}`,
        renderSection('To clear away or to look at', lines.map(cleanLine)),
        lines.length === 0
          ? []
          : ['', 'A person does what is proposed with `orc maintain scan_cleanup --apply`.'],
        renderProblems(answer),
      );
    }
    case 'validate_structure': {
      const lines = answer.findings.map(
        ({ check, code, severity, place, message, hint }) =>
          `- ${severity} (${check}: ${code}) ${place}: ${message} ${hint}`,
      );
      return joinLines(
        `${answer.findings.length} found by ${answer.checks.join(', ')}, errors: ${answer.error_count}. ${DATA_NOTICE}`,
        renderSection('Findings', lines.map(cleanLine)),
      );
    }
    case 'update_documentation':
      return joinLines(
        answer.files.map(({ path, result, message }) => `- ${path}: ${result}. ${message}`),
        `Result: ${renderCommit(answer)}.`,
        renderProblems(answer),
      );
    case 'prepare_handover':
      return fenceText(answer.handover, 'the hand-over');
  }
}
