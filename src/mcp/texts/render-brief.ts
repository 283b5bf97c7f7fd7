import type { BriefAnswer } from '../../app/answers.ts';
import { cleanText } from '../../core/clean-text.ts';
import { joinLines, renderProblems } from './lines.ts';

/** The brief, and how to end the work on it. */
export function renderBrief({ brief, task, claim, warnings, ...report }: BriefAnswer): string {
  return joinLines(
    `You hold the claim on ${task.id} until ${claim.expires_at}.`,
    '',
    cleanText(brief).trimEnd(),
    ...warnings.map((warning) => `Warning: ${cleanText(warning)}`),
    renderProblems(report),
    '',
    '---',
    '',
    `When the work is done: orchestrator_complete_subtask with task_id ${task.id}, a summary and file_paths. If it cannot be done now: next_action blocked or needs_revision, and why in the summary.`,
  );
}
