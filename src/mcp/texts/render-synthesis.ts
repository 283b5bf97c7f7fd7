import type { SynthesisAnswer } from '../../app/answers.ts';
import { fenceText } from '../untrusted.ts';
import { joinLines, renderCommit, renderPlanLine, renderProblems } from './lines.ts';

/** Where the synthesis lies, whether it is whole, and what it says. */
export function renderSynthesis(synthesis: SynthesisAnswer): string {
  const state = synthesis.complete ? 'The plan is finished.' : 'PARTIAL: the plan is not finished.';
  return joinLines(
    renderPlanLine(synthesis.plan),
    '',
    `${state} Written to ${synthesis.path}; ${renderCommit(synthesis)}.`,
    renderProblems(synthesis),
    '',
    fenceText(synthesis.text, synthesis.path),
  );
}
