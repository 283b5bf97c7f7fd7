import type { PlanSummary } from '../../app/answers.ts';
import { cleanLine } from '../../core/clean-text.ts';
import type { Style } from './style.ts';

const BAR_WIDTH = 20;

/** One plan on one line, with its progress. */
export function renderPlanLine({ id, title, state, progress }: PlanSummary, style: Style): string {
  const { completed, total, percent } = progress;
  const filled = Math.floor((percent * BAR_WIDTH) / 100);
  const bar = style.green('█'.repeat(filled)) + style.dim('░'.repeat(BAR_WIDTH - filled));
  const name = title === null ? style.red('plan.md cannot be read') : cleanLine(title);
  return `${bar} ${completed}/${total}  ${style.bold(cleanLine(id))}  ${name}  ${style.dim(state)}`;
}
