/** Edits of the body: the Result section, the append-only Notes, and the boxes of the criteria. */
import { guardText } from './guard-text.ts';
import { findCriteria, findSections, readBody } from './sections.ts';

export interface Note {
  /** `YYYY-MM-DD`. */
  readonly date: string;
  readonly text: string;
}

export interface CriterionCheck {
  /** Position among the acceptance criteria, from 0. */
  readonly index: number;
  readonly done: boolean;
}

/** A first line that begins a block of its own and so cannot follow the date of a note. */
const BLOCK_START = /^(?:\s|#|>|<|`{3}|~{3}|[-*+](?:\s|$)|\d+[.)]\s|\|)/;

/** Sets or replaces the Result section, before the notes and after everything else; null removes it. */
export function setResult(body: string, result: string | null, eol: string): string {
  const section = findSections(body).sections.get('result');
  if (result === null || result.trim() === '') {
    if (section === undefined) return body;
    const isLast = section.end === body.length;
    const before = body.slice(0, section.start);
    return isLast ? endWithLine(before, eol) : before + body.slice(section.end);
  }
  const text = guardText(result);
  if (readBody(body).result === text) return body;
  const content = text.replaceAll('\n', eol) + eol;
  if (section === undefined) return insertSection(body, `## Result${eol}${eol}${content}`, eol);
  const heading = endLine(body.slice(0, section.contentStart), eol);
  const after = body.slice(section.end);
  return `${heading}${eol}${content}${after === '' ? '' : eol}${after}`;
}

/** Adds notes at the end of the Notes section, a dated bullet each. */
export function appendNotes(body: string, notes: readonly Note[], eol: string): string {
  if (notes.length === 0) return body;
  const bullets = notes.map((note) => formatNote(note).replaceAll('\n', eol)).join(eol);
  const { sections, closer } = findSections(body);
  const section = sections.get('notes');
  if (section === undefined) return appendBlock(body, `## Notes${eol}${eol}${bullets}${eol}`, eol, closer);
  const written = body.slice(0, section.end).trimEnd();
  const space = body.slice(written.length, section.end) || eol;
  const isEmpty = body.slice(section.contentStart, section.end).trim() === '';
  const closing = section.end === body.length && closer !== null ? `${eol}${closer}` : '';
  return `${written}${closing}${isEmpty ? eol : ''}${eol}${bullets}${space}${body.slice(section.end)}`;
}

/** Checks and unchecks boxes of the acceptance criteria; a criterion without a box stays as it is. */
export function checkCriteria(body: string, checks: readonly CriterionCheck[]): string {
  const criteria = findCriteria(body);
  let edited = body;
  for (const { index, done } of checks) {
    const criterion = criteria[index];
    if (criterion === undefined || criterion.box === null || criterion.done === done) continue;
    edited = `${edited.slice(0, criterion.box)}${done ? 'x' : ' '}${edited.slice(criterion.box + 1)}`;
  }
  return edited;
}

/** Writes one note as a bullet, its further lines indented. Line breaks are `\n`. */
export function formatNote({ date, text }: Note): string {
  const lines = guardText(text).split('\n');
  const isBlock = BLOCK_START.test(lines[0] ?? '');
  const indented = lines.map((line, index) =>
    (index === 0 && !isBlock) || line === '' ? line : `  ${line}`,
  );
  return isBlock ? `- ${date}:\n\n${indented.join('\n')}` : `- ${date}: ${indented.join('\n')}`;
}

function insertSection(body: string, block: string, eol: string): string {
  const { sections, closer } = findSections(body);
  const notes = sections.get('notes');
  if (notes === undefined) return appendBlock(body, block, eol, closer);
  const before = body.slice(0, notes.start);
  return `${before}${before.trim() === '' || isBlankAtEnd(before) ? '' : eol}${block}${eol}${body.slice(notes.start)}`;
}

function appendBlock(body: string, block: string, eol: string, closer: string | null): string {
  const before = closer === null ? body : `${endLine(body, eol)}${closer}${eol}`;
  const ended = endLine(before, eol);
  return `${ended}${isBlankAtEnd(ended) ? '' : eol}${block}`;
}

function isBlankAtEnd(text: string): boolean {
  const lines = text.split('\n');
  return text.endsWith('\n') && (lines.at(-2) ?? '').trim() === '';
}

function endLine(text: string, eol: string): string {
  return text === '' || text.endsWith('\n') ? text : text + eol;
}

function endWithLine(text: string, eol: string): string {
  const written = text.trimEnd();
  return written === '' ? '' : written + eol;
}
