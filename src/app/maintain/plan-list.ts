import { cleanLine } from '../../core/clean-text.ts';
import { describePlans } from '../describe.ts';
import type { Project } from '../project.ts';

/** Who wants a list of plans in `.tasks/README.md` puts these two lines where it shall stand. */
const BEGIN = '<!-- orc:plans -->';
const END = '<!-- /orc:plans -->';

/** The text with the list between the markers made anew; null when there is no pair of markers. */
export function updatePlanList(project: Project, text: string): string | null {
  const start = text.indexOf(BEGIN);
  const end = text.indexOf(END, start);
  if (start === -1 || end === -1) return null;
  const lineBreak = text.includes('\r\n') ? '\r\n' : '\n';
  const lines = describePlans(project).map(({ id, title, state, progress }) => {
    const name = cleanLine(title ?? id).replace(/[[\]\\<>`*_]/g, '\\$&');
    return `- [${name}](${id}/plan.md): ${state}, ${progress.completed} of ${progress.total} tasks completed`;
  });
  const list = lines.length === 0 ? ['There are no plans.'] : lines;
  return text.slice(0, start) + [BEGIN, ...list, ''].join(lineBreak) + text.slice(end);
}
