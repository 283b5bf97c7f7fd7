/** Reads typed values out of one element of the input; what does not fit becomes a problem. */
import { findNearest } from '../suggest.ts';
import {
  describeType,
  formatGuess,
  type InputProblem,
  type InputProblemCode,
  quote,
} from './input-problem.ts';

/** One element, where it stands, and where its problems go. */
export interface Source {
  readonly values: Readonly<Record<string, unknown>>;
  readonly path: string;
  readonly problems: InputProblem[];
}

/** A list's element with its path. */
export interface Item {
  readonly path: string;
  readonly value: unknown;
}

const MAX_LINE_LENGTH = 200;

/** Text of a field, or null when it is absent, null, or (with a problem) of another type. */
export function readText(source: Source, key: string): string | null {
  const value = readOwn(source, key);
  if (value === undefined || value === null) return null;
  if (typeof value === 'string') return value;
  report(
    source,
    `${source.path}.${key}`,
    'wrong-type',
    `\`${key}\` must be text; it is ${describeType(value)}.`,
    'Write it in quotes.',
  );
  return null;
}

/** Text folded to one line of at most 200 characters; empty counts as absent. */
export function readLine(source: Source, key: string): string | null {
  const line = foldLine(readText(source, key) ?? '');
  if (line.length > MAX_LINE_LENGTH) {
    const message = `\`${key}\` has ${line.length} characters; a line takes at most ${MAX_LINE_LENGTH}.`;
    report(source, `${source.path}.${key}`, 'text-too-long', message, 'Put details into `description`.');
  }
  return line === '' ? null : line;
}

/** One of the choices; case, `-`, `_` and spaces do not matter. */
export function readChoice<Choice extends string>(
  source: Source,
  key: string,
  choices: readonly Choice[],
  code: InputProblemCode,
): Choice | null {
  const line = foldLine(readText(source, key) ?? '');
  if (line === '') return null;
  const choice = choices.find((candidate) => foldName(candidate) === foldName(line));
  if (choice !== undefined) return choice;
  const hint = `${formatGuess(findNearest(line, choices))}Known: ${choices.join(', ')}.`;
  report(source, `${source.path}.${key}`, code, `\`${key}\` does not know ${quote(line)}.`, hint);
  return null;
}

/** Elements of a list; empty when it is absent or null. */
export function readList(source: Source, key: string): Item[] {
  const value = readOwn(source, key);
  if (value === undefined || value === null) return [];
  const path = `${source.path}.${key}`;
  if (Array.isArray(value)) return value.map((item, index) => ({ path: `${path}[${index}]`, value: item }));
  const message = `\`${key}\` must be a list; it is ${describeType(value)}.`;
  report(source, path, 'wrong-type', message, `Write \`"${key}": [ … ]\`, also for a single value.`);
  return [];
}

/** One-line texts of a list; an element that is empty or no text is a problem. */
export function readLines(source: Source, key: string): { path: string; value: string }[] {
  const lines: { path: string; value: string }[] = [];
  for (const { path, value } of readList(source, key)) {
    if (typeof value !== 'string') {
      const message = `An element of \`${key}\` must be text; this one is ${describeType(value)}.`;
      report(source, path, 'wrong-type', message, 'Write it in quotes.');
    } else if (foldLine(value) === '') {
      report(source, path, 'empty-text', `An element of \`${key}\` is empty.`, 'Fill it in or leave it out.');
    } else lines.push({ path, value: foldLine(value) });
  }
  return lines;
}

/** Adds a problem to those of the source. */
export function report(
  source: Source,
  path: string,
  code: InputProblemCode,
  message: string,
  hint: string,
): void {
  source.problems.push({ path, code, message, hint });
}

/** Folds all white space to single spaces, and drops control, format and half characters. */
export function foldLine(text: string): string {
  return text
    .replace(/(?!\s)[\p{Cc}\p{Cf}\p{Cs}]/gu, '')
    .replace(/\s+/g, ' ')
    .trim();
}

function foldName(name: string): string {
  return name.toLowerCase().replace(/[\s_-]+/g, '-');
}

function readOwn(source: Source, key: string): unknown {
  return Object.hasOwn(source.values, key) ? source.values[key] : undefined;
}
