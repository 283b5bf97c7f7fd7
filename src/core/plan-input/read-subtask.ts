import { readSpecialistName } from '../specialist-name.ts';
import { findNearest } from '../suggest.ts';
import { COMPLEXITIES, PRIORITIES } from '../task.ts';
import { checkGlob } from './check-glob.ts';
import { describeType, formatGuess, type InputProblem, quote } from './input-problem.ts';
import type { ReadSubtask, WrittenDependency } from './planned-subtask.ts';
import {
  foldLine,
  readChoice,
  readLine,
  readLines,
  readList,
  readText,
  report,
  type Source,
} from './read-values.ts';

/** The keys that an element of a plan may have. */
const SUBTASK_KEYS = [
  'title',
  'description',
  'specialist_type',
  'task_id',
  'dependencies',
  'estimated_effort',
  'priority',
  'complexity_level',
  'acceptance_criteria',
  'files',
] as const;

/** Reads one element of the list by itself; null when it is not an object at all. */
export function readSubtask(
  element: unknown,
  index: number,
  specialists: readonly string[],
  problems: InputProblem[],
): ReadSubtask | null {
  const path = `subtasks[${index}]`;
  if (typeof element !== 'object' || element === null || Array.isArray(element)) {
    const message = `A subtask must be an object; this one is ${describeType(element)}.`;
    problems.push({ path, code: 'not-an-object', message, hint: 'Write `{"title": "…"}` at least.' });
    return null;
  }
  const source: Source = { values: element as Readonly<Record<string, unknown>>, path, problems };
  refuseUnknownKeys(source);
  return {
    index,
    path,
    inputId: readLine(source, 'task_id'),
    title: readTitle(source),
    description: readDescription(source),
    specialist: readSpecialist(source, specialists),
    priority: readChoice(source, 'priority', PRIORITIES, 'unknown-priority'),
    complexity: readChoice(source, 'complexity_level', COMPLEXITIES, 'unknown-complexity'),
    effort: readLine(source, 'estimated_effort'),
    acceptanceCriteria: readLines(source, 'acceptance_criteria').map(({ value }) => value),
    files: readFiles(source),
    dependencies: readDependencies(source),
  };
}

function readSpecialist(source: Source, known: readonly string[]): string | null {
  const text = readLine(source, 'specialist_type');
  if (text === null) return null;
  const read = readSpecialistName(text, known);
  if ('name' in read) return read.name;
  const hint = `${formatGuess(read.guess)}Known: ${known.join(', ')}.`;
  const message = `There is no role ${quote(text)}.`;
  report(source, `${source.path}.specialist_type`, 'unknown-specialist', message, hint);
  return null;
}

function refuseUnknownKeys(source: Source): void {
  const known: ReadonlySet<string> = new Set(SUBTASK_KEYS);
  for (const key of Object.keys(source.values)) {
    if (known.has(key)) continue;
    const guess = formatGuess(findNearest(key, SUBTASK_KEYS));
    const message = `A subtask has no key ${quote(key)}.`;
    report(
      source,
      `${source.path}.${foldLine(key)}`,
      'unknown-key',
      message,
      `${guess}Known: ${SUBTASK_KEYS.join(', ')}.`,
    );
  }
}

function readTitle(source: Source): string {
  const before = source.problems.length;
  const title = readLine(source, 'title') ?? '';
  if (title === '' && source.problems.length === before) {
    const hint = 'Say in a line what is to be done.';
    report(source, `${source.path}.title`, 'empty-title', 'The subtask has no title.', hint);
  }
  return title;
}

/** Line breaks and tabs stay; other control characters have no place in a text file. */
function readDescription(source: Source): string {
  const text = readText(source, 'description') ?? '';
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/(?![\n\t])\p{Cc}/gu, '')
    .replace(/\p{Cs}/gu, '\uFFFD')
    .trim();
}

function readFiles(source: Source): string[] {
  const globs = new Set<string>();
  for (const { path, value } of readLines(source, 'files')) {
    const fault = checkGlob(value);
    if (fault === null) globs.add(value);
    else {
      const message = `The glob ${quote(value)} ${fault}.`;
      report(
        source,
        path,
        'bad-glob',
        message,
        'Give it relative to the root of the repository: `src/auth/**`.',
      );
    }
  }
  return [...globs];
}

function readDependencies(source: Source): WrittenDependency[] {
  const dependencies: WrittenDependency[] = [];
  for (const { path, value } of readList(source, 'dependencies')) {
    if (typeof value === 'number' || (typeof value === 'string' && foldLine(value) !== '')) {
      dependencies.push({ path, value: typeof value === 'string' ? foldLine(value) : value });
      continue;
    }
    const kind = value === '' || typeof value === 'string' ? 'empty' : describeType(value);
    const hint =
      'Give a `task_id` or title of this plan, its 0-based place in the list, or the id of an existing task.';
    report(source, path, 'wrong-type', `A dependency must be text or a number; this one is ${kind}.`, hint);
  }
  return dependencies;
}
