/** Reads the fields between the two `---` lines, in the plain form at once, else with the YAML parser. */
import { countBracketItems, measureNesting } from './measure-nesting.ts';
import type { RawEntry } from './raw-value.ts';
import { readPlainLines } from './read-plain-lines.ts';
import type { SplitFile, TextFault } from './split-file.ts';
import { readYaml } from './yaml-document.ts';

const MAX_NESTING = 32;
const MAX_BRACKET_ITEMS = 4000;

const CONFLICT_MARKER = /^(?:<{7}|\|{7}|>{7})(?: |\r?$)|^={7}\r?$/m;
const CONTROL_CHARACTER = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f]|\r(?!\n)/;
const DOCUMENT_MARKER = /^(?:\.\.\.|---|%)/m;

export interface FrontMatter {
  readonly entries: readonly RawEntry[];
  /** Empty when the front matter could be read; `entries` says nothing otherwise. */
  readonly faults: readonly TextFault[];
}

/** Reads the front matter of a text that has been split. Bad input never throws. */
export function readFrontMatter(text: string, split: SplitFile): FrontMatter {
  const plain = readPlainLines(text, split.start, split.end);
  return plain === null ? readGuardedYaml(text, split) : { entries: plain, faults: [] };
}

/** The same by the YAML parser alone, for any form. */
export function readGuardedYaml(text: string, split: SplitFile): FrontMatter {
  const matter = text.slice(split.start, split.end);
  const fault = findFault(matter, split.start);
  return fault === null ? readYaml(matter, split.start) : { entries: [], faults: [fault] };
}

function findFault(matter: string, start: number): TextFault | null {
  const conflict = CONFLICT_MARKER.exec(matter);
  if (conflict !== null) return { code: 'conflict-markers', offset: start + conflict.index };
  const control = CONTROL_CHARACTER.exec(matter);
  if (control !== null) return { code: 'control-character', offset: start + control.index };
  const marker = DOCUMENT_MARKER.exec(matter);
  if (marker !== null) {
    const message = `A line begins with "${marker[0]}", which in YAML ends the document or directs its parser.`;
    return { code: 'bad-yaml', offset: start + marker.index, message };
  }
  if (measureNesting(matter) > MAX_NESTING || countBracketItems(matter) > MAX_BRACKET_ITEMS)
    return { code: 'front-matter-too-large', offset: start };
  return null;
}
