/**
 * Merges two sections that only grow: the bullets that each side has added after those of the base, all of
 * them, each once. Where both added at one place the earlier date goes first, which both sides read alike. Where
 * earlier merges have put bullets between those of the base, both lists are merged from the beginning.
 */
import { skipBlankLinesBefore } from '../text-splice.ts';
import { mergeSequences } from './merge-order.ts';
import { mapSides, pickChange, type Sides } from './sides.ts';

interface Bullet {
  /** Blank lines above it. */
  readonly gap: string;
  readonly text: string;
}

interface Notes {
  /** Everything above the first bullet, the heading too. */
  readonly head: string;
  readonly bullets: readonly Bullet[];
}

/** The merged section; null when a side did more than add, or has added what is no simple list. */
export function mergeNotes(sections: Sides<string>): string | null {
  const notes = mapSides(sections, cutNotes);
  const { base, ours, theirs } = notes;
  const head = pickChange(mapSides(notes, (side) => side.head));
  if (head === undefined || !holds(ours, base) || !holds(theirs, base)) return null;
  if (!continues(base, ours) || !continues(base, theirs)) {
    const all = unite(ours.bullets, theirs.bullets);
    return all.every(isSimple) ? head.value + format(all) : null;
  }
  const count = base.bullets.length;
  const added = [ours.bullets.slice(count), theirs.bullets.slice(count)] as const;
  if (!added.flat().every(isSimple)) return null;
  const kept = base.bullets.map((bullet, index) => {
    const gaps = { base: bullet.gap, ours: ours.bullets[index]?.gap, theirs: theirs.bullets[index]?.gap };
    return { ...bullet, gap: pickChange<string | undefined>(gaps)?.value ?? bullet.gap };
  });
  return head.value + format([...kept, ...unite(...added)]);
}

function format(bullets: readonly Bullet[]): string {
  return bullets.map(({ gap, text }) => gap + text).join('');
}

/** Whether nothing but the bullet and what is indented below it is in its text. */
function isSimple({ text }: Bullet): boolean {
  return !/\n(?![ \t\n]|$)/.test(text);
}

/** Whether a side still has every bullet of the base. */
function holds(side: Notes, base: Notes): boolean {
  const counts = countTexts(side.bullets);
  return [...countTexts(base.bullets)].every(([text, count]) => (counts.get(text) ?? 0) >= count);
}

function cutNotes(section: string): Notes {
  const starts = [...section.matchAll(/^[-*+] /gm)].map(({ index }) => index);
  const bullets = starts.map((start, index) => {
    const end = skipBlankLinesBefore(section, starts[index + 1] ?? section.length);
    const gap = index === 0 ? '' : section.slice(skipBlankLinesBefore(section, start), start);
    return { gap, text: section.slice(start, end) };
  });
  return { head: section.slice(0, starts[0] ?? section.length), bullets };
}

function continues(base: Notes, side: Notes): boolean {
  return base.bullets.every(({ text }, index) => side.bullets[index]?.text === text);
}

/** One that both have added stands once, however it came to both. */
function unite(ours: readonly Bullet[], theirs: readonly Bullet[]): Bullet[] {
  const [inOurs, inTheirs] = [countTexts(ours), countTexts(theirs)];
  const taken = new Map<string, number>();
  return mergeSequences(ours, theirs, compareBullets).filter(({ text }) => {
    const before = taken.get(text) ?? 0;
    taken.set(text, before + 1);
    return before < Math.max(inOurs.get(text) ?? 0, inTheirs.get(text) ?? 0);
  });
}

function countTexts(bullets: readonly Bullet[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { text } of bullets) counts.set(text, (counts.get(text) ?? 0) + 1);
  return counts;
}

/** By date, which a bullet begins with, and then by the rest. */
function compareBullets(a: Bullet, b: Bullet): number {
  return a.text < b.text ? -1 : Number(a.text > b.text);
}
