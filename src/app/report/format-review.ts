import type { Problem } from '../../core/problem.ts';
import type { ReviewCode } from '../../core/review/review-rules.ts';
import type { ReviewAnswer } from '../review-plans.ts';
import { drawChanges } from './draw-changes.ts';
import type { Section } from './fit-sections.ts';
import { countCharacters, formatSections, MAX_CHARACTERS, nameRange } from './format-diff.ts';
import { listChanges } from './list-changes.ts';
import { MARKDOWN_PEN, type Pen } from './pen.ts';

/** The first line of the report: by it a workflow finds the comment that it wrote before. */
export const REVIEW_MARKER = '<!-- git-orchestrator: review of the plans -->';

export interface ReviewFormat {
  /** Of the whole report; one comment unless given. */
  readonly maxCharacters?: number;
  /** Leaves out the chart, for readers that would see its source. */
  readonly withChart?: boolean;
}

/** The review as Markdown: the verdict, what is wrong, then what changed; the most important first when it is cut. */
export function formatReview(
  answer: ReviewAnswer,
  { maxCharacters = MAX_CHARACTERS, withChart = true }: ReviewFormat = {},
): string {
  const title = [REVIEW_MARKER, '## Plans in this change', '', `${summarize(answer)} ${nameRange(answer)}`];
  const note = answer.branches_cut
    ? ['', 'There are more open branches than were compared: more files may overlap.']
    : [];
  const chart = withChart ? drawChanges(answer) : [];
  const room = maxCharacters - countCharacters([...title, ...note]);
  const chartRoom = countCharacters(chart);
  const keepsChart = chartRoom > 0 && chartRoom < room / 2;
  const sections = [...listFindings(answer.findings, MARKDOWN_PEN), ...listChanges(answer, MARKDOWN_PEN)];
  const lines = formatSections(sections, room - (keepsChart ? chartRoom + 1 : 0), '###');
  return `${[...title, ...lines, ...(keepsChart ? ['', ...chart] : []), ...note].join('\n').trimEnd()}\n`;
}

/** Errors and warnings as sections; each with its place and what to do. */
export function listFindings(findings: readonly Problem[], pen: Pen): Section[] {
  return (['error', 'warning'] as const).map((severity) => {
    const group = findings.filter((finding) => finding.severity === severity);
    return {
      heading: `${severity === 'error' ? 'Errors' : 'Warnings'} (${group.length})`,
      lines: group.map((finding) => `- ${describeFinding(finding, pen)}`),
    };
  });
}

/** Hints are our own words, but may name what stands in a file. */
function describeFinding({ path, line, column, code, message, hint }: Problem, pen: Pen): string {
  return `${pen.value(`${path}:${line}:${column}`)} ${code}: ${pen.sentence(message)} ${pen.sentence(hint)}`;
}

/** The verdict in a sentence. */
export function summarize(answer: ReviewAnswer): string {
  const { error_count, warning_count, added, removed, changed, moved, renamed } = answer;
  const items = new Set([...added, ...removed, ...changed, ...moved, ...renamed].map(({ path }) => path));
  const files = count(items.size, 'plan or task file');
  if (error_count + warning_count === 0) return `No problems; ${files} changed.`;
  const problems = `${count(error_count, 'error')} and ${count(warning_count, 'warning')}`;
  return `${problems}; ${files} changed.${describeUnverified(answer)}`;
}

/** Work of which nothing can be shown is easily passed over among other warnings. */
function describeUnverified({ findings }: ReviewAnswer): string {
  const code: ReviewCode = 'completion-unverified';
  const unverified = findings.filter((finding) => finding.code === code).length;
  return unverified === 0 ? '' : ` ${count(unverified, 'completion')} cannot be verified.`;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
