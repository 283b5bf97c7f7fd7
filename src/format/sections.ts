/**
 * Sections of a body by their headings, wherever they stand and whatever else the body holds. A section
 * reaches to the next heading of level 1 or 2. Of several with one name the first counts.
 */
import { trimBlankLines } from './guard-text.ts';
import { scanMarkdown } from './scan-markdown.ts';

interface Criterion {
  /** One line. */
  readonly text: string;
  readonly done: boolean;
}

interface BodySections {
  /** All text that is not in one of the other three sections. */
  readonly description: string;
  readonly acceptanceCriteria: readonly Criterion[];
  /** Null when there is no `## Result`. */
  readonly result: string | null;
  /** One entry a bullet, with its date, continuation lines joined by `\n`. */
  readonly notes: readonly string[];
}

type SectionName = 'acceptance criteria' | 'result' | 'notes';

interface Section {
  /** Offset of the heading. */
  readonly start: number;
  /** Offset of the text after the heading. */
  readonly contentStart: number;
  readonly end: number;
}

/** One criterion with the place of its box. */
interface CriterionPlace extends Criterion {
  /** Offset of the character between the brackets; null when the bullet has no box. */
  readonly box: number | null;
}

const NAMES: readonly SectionName[] = ['acceptance criteria', 'result', 'notes'];
const BULLET = /^(\s*[-*+] +)(?:\[([ xX])\](?: +|$))?/;

/** Finds the known sections of a body; `closer` closes what is left open at its end. */
export function findSections(body: string): {
  sections: ReadonlyMap<SectionName, Section>;
  closer: string | null;
} {
  const { headings, closer } = scanMarkdown(body);
  const bounds = headings.filter((heading) => heading.level <= 2);
  const sections = new Map<SectionName, Section>();
  for (const [index, heading] of bounds.entries()) {
    const name = NAMES.find((known) => known === heading.text.toLowerCase());
    if (name === undefined || heading.level !== 2 || sections.has(name)) continue;
    const end = bounds[index + 1]?.start ?? body.length;
    sections.set(name, { start: heading.start, contentStart: heading.end, end });
  }
  return { sections, closer };
}

/** Reads a body by its sections; line endings become `\n`. */
export function readBody(body: string): BodySections {
  const { sections } = findSections(body);
  const result = sections.get('result');
  const notes = sections.get('notes');
  const criteria = readCriteria(body, sections).map(({ text, done }) => ({ text, done }));
  return {
    description: readRest(body, [...sections.values()]),
    acceptanceCriteria: criteria,
    result: result === undefined ? null : readContent(body, result),
    notes: notes === undefined ? [] : splitNotes(readContent(body, notes)),
  };
}

/** The bullets under `## Acceptance criteria`, with a box or without. */
export function findCriteria(body: string): CriterionPlace[] {
  return readCriteria(body, findSections(body).sections);
}

function readCriteria(body: string, sections: ReadonlyMap<SectionName, Section>): CriterionPlace[] {
  const section = sections.get('acceptance criteria');
  if (section === undefined) return [];
  const criteria: CriterionPlace[] = [];
  let start = section.contentStart;
  for (const line of body.slice(section.contentStart, section.end).split('\n')) {
    const bullet = BULLET.exec(line);
    const last = criteria.at(-1);
    if (bullet !== null) {
      const box = bullet[2] === undefined ? null : start + (bullet[1]?.length ?? 0) + 1;
      const done = bullet[2] !== undefined && bullet[2] !== ' ';
      criteria.push({ text: line.slice(bullet[0].length).trim(), done, box });
    } else if (last !== undefined && line.trim() !== '') {
      criteria[criteria.length - 1] = { ...last, text: `${last.text} ${line.trim()}` };
    }
    start += line.length + 1;
  }
  return criteria;
}

function readContent(body: string, section: Section): string {
  return trimBlankLines(body.slice(section.contentStart, section.end).replaceAll('\r\n', '\n'));
}

function readRest(body: string, sections: readonly Section[]): string {
  const pieces: string[] = [];
  let at = 0;
  for (const section of sections.toSorted((a, b) => a.start - b.start)) {
    pieces.push(body.slice(at, section.start));
    at = section.end;
  }
  pieces.push(body.slice(at));
  const texts = pieces.map((piece) => trimBlankLines(piece.replaceAll('\r\n', '\n')));
  return texts.filter((text) => text !== '').join('\n\n');
}

function splitNotes(content: string): string[] {
  const notes: string[] = [];
  for (const line of content === '' ? [] : content.split('\n')) {
    const isBullet = /^[-*+] /.test(line);
    if (isBullet || notes.length === 0) notes.push(isBullet ? line.slice(2) : line);
    else notes[notes.length - 1] += `\n${line.replace(/^ {1,2}/, '')}`;
  }
  return notes.map((note) => note.trim());
}
