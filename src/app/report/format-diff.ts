import type { DiffAnswer, PlanDifference } from '../diff-plans.ts';
import { drawChanges } from './draw-changes.ts';
import { fitSections, type Section } from './fit-sections.ts';
import { listChanges } from './list-changes.ts';
import { MARKDOWN_PEN } from './pen.ts';

/** GitHub takes comments of 65,536 characters. */
export const MAX_CHARACTERS = 60_000;

/** The difference as Markdown that fits into one comment, with a chart. */
export function formatDiff(answer: DiffAnswer): string {
  const title = ['# Changes of the plans', '', nameRange(answer), ''];
  const chart = drawChanges(answer);
  const room = MAX_CHARACTERS - countCharacters([...title, ...chart]);
  const sections = formatSections(listChanges(answer, MARKDOWN_PEN), room, '##');
  const body = sections.length === 0 ? ['Nothing changed in meaning.'] : [...sections, '', ...chart];
  return `${[...title, ...body].join('\n').trimEnd()}\n`;
}

/** Sections with Markdown headings, within a number of characters. */
export function formatSections(sections: readonly Section[], maxCharacters: number, mark: string): string[] {
  return fitSections(sections, {
    maxCharacters,
    formatHeading: (heading) => ['', `${mark} ${heading}`, ''],
    formatMore: (count) => `- and ${count} more`,
  });
}

/** From where to where, by commit. */
export function nameRange({ base, head }: Pick<PlanDifference, 'base' | 'head'>): string {
  const to = head === null ? 'the work tree' : head.slice(0, 12);
  return `From ${base === null ? 'nothing' : base.slice(0, 12)} to ${to}.`;
}

export function countCharacters(lines: readonly string[]): number {
  return lines.reduce((sum, line) => sum + line.length + 1, 0);
}
