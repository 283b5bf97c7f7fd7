/** A part of a report; the most important lines first. */
export interface Section {
  readonly heading: string;
  readonly lines: readonly string[];
}

interface Fitting {
  readonly maxCharacters: number;
  readonly formatHeading: (heading: string) => readonly string[];
  readonly formatMore: (count: number) => string;
}

/** Room for the line that says how many are left out. */
const MORE_CHARACTERS = 80;

/**
 * Puts sections one after the other within a number of characters, the first ones first. What does not fit is
 * counted where it would have stood; a section without lines is left out.
 */
export function fitSections(sections: readonly Section[], fitting: Fitting): string[] {
  const { maxCharacters, formatHeading, formatMore } = fitting;
  const wanted = sections.filter(({ lines }) => lines.length > 0);
  const headings = wanted.map(({ heading }) => formatHeading(heading));
  // Every section is at least named, and says how much of it is missing.
  let room = maxCharacters - wanted.length * MORE_CHARACTERS - countCharacters(headings.flat());
  return wanted.flatMap(({ lines }, index) => {
    const kept: string[] = [];
    for (const line of lines) {
      if (line.length + 1 > room) break;
      room -= line.length + 1;
      kept.push(line);
    }
    const missing = lines.length - kept.length;
    return [...(headings[index] ?? []), ...kept, ...(missing === 0 ? [] : [formatMore(missing)])];
  });
}

function countCharacters(lines: readonly string[]): number {
  return lines.reduce((sum, line) => sum + line.length + 1, 0);
}
