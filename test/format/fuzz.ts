/**
 * Mutates the files of the corpus and checks what must hold for any input whatever: no crash, both
 * readers agree, and an edit is either refused or leaves every other value as an independent reading of
 * the YAML sees it. Used in a short form by the tests, and in a long one by `scripts/fuzz.ts`.
 */
import { deepStrictEqual, ok } from 'node:assert/strict';
import { parseDocument } from 'yaml';
import { PlanError } from '../../src/errors.ts';
import { editFile, type FileEdit } from '../../src/format/edit-file.ts';
import { parseOutline } from '../../src/format/outline.ts';
import { parsePlanFile, parseTaskFile } from '../../src/format/parse-file.ts';
import { readBody } from '../../src/format/sections.ts';
import { isFault, splitFile } from '../../src/format/split-file.ts';

export interface FuzzReport {
  edited: number;
  refused: number;
  readable: number;
  slowestMs: number;
  slowestInput: string;
}

const ID = 'hash-passwords-8xw2mn';
const PIECES = [
  ...[
    '---\n',
    '\n',
    '\r\n',
    '\r',
    ' ',
    '\t',
    '  ',
    ': ',
    ':',
    '#',
    ' #',
    '- ',
    '-',
    '? ',
    '[',
    ']',
    '{',
    '}',
    ',',
  ],
  ...[
    '"',
    "'",
    '|',
    '>',
    '|-\n  x\n',
    '>+\n  x\n\n',
    '&a ',
    '*a',
    '!!str ',
    '!',
    '%',
    '@',
    '`',
    '~',
    '\\',
    '\0',
    '\u2028',
  ],
  ...[
    'status: ',
    'status: done\n',
    'id: x\n',
    'depends_on:\n',
    '  - b\n',
    '  - path: a\n    blob: b\n',
    '\uFEFF',
    '\uD83D',
  ],
  ...[
    '...\n',
    '=======\n',
    '<<<<<<< a\n',
    '>>>>>>> b\n',
    '## Result\n',
    '## Notes\n',
    '```\n',
    '~~~',
    '<!--',
    '-->',
    '===\n',
  ],
  ...[
    'null',
    '0123',
    'yes',
    '2024-01-01',
    '__proto__: x\n',
    '<<: x\n',
    '- [ ] x\n',
    '@a',
    '(after: 1)',
    'é',
    '🚀',
  ],
];
const VALUES = [
  'pending',
  'done',
  'yes',
  '0123',
  'a: b',
  'x #y',
  '',
  "it's",
  '"',
  '- x',
  'é🚀',
  'two\nlines',
  '\ud800',
  ' x ',
  '\\n',
];
const KEYS = [
  'status',
  'title',
  'reason',
  'priority',
  'owner',
  'depends_on',
  'files',
  'context',
  'labels',
  '0123',
];

/** Small deterministic generator (mulberry32, in the public domain), so that a seed names a run. */
function createRandom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

/** Runs a number of inputs; throws with the input in the message when something does not hold. */
export function runFuzz(corpus: readonly string[], count: number, seed: number): FuzzReport {
  const random = createRandom(seed);
  const pick = <T>(list: readonly T[]): T => list[random(list.length)] as T;
  const report: FuzzReport = { edited: 0, refused: 0, readable: 0, slowestMs: 0, slowestInput: '' };
  for (let index = 0; index < count; index += 1) {
    const input = mutate(pick(corpus), random, pick);
    const edit = createEdit(random, pick);
    const start = performance.now();
    try {
      checkInput(input, edit, report);
    } catch (cause) {
      const text = `seed ${seed}, input ${index}: ${JSON.stringify(input)} edit ${JSON.stringify(edit)}`;
      throw new Error(`${cause instanceof Error ? cause.message : cause}\n${text}`, { cause });
    }
    const tookMs = performance.now() - start;
    if (tookMs > report.slowestMs) Object.assign(report, { slowestMs: tookMs, slowestInput: input });
  }
  return report;
}

type Random = (below: number) => number;
type Pick = <T>(list: readonly T[]) => T;

function mutate(seed: string, random: Random, pick: Pick): string {
  let text = seed;
  if (random(5) === 0) text = text.replaceAll('\n', '\r\n');
  if (random(8) === 0) text = `\uFEFF${text}`;
  if (random(8) === 0) text = text.trimEnd();
  for (let left = random(5); left > 0; left -= 1) {
    const at = random(text.length + 1);
    const length = random(4) === 0 ? random(40) : random(3);
    const kind = random(4);
    const piece =
      kind === 0
        ? ''
        : kind === 1
          ? text.slice(random(text.length), random(text.length)).slice(0, 60)
          : pick(PIECES);
    text = text.slice(0, at) + piece + text.slice(kind === 3 ? at : at + length);
  }
  return text;
}

function createEdit(random: Random, pick: Pick): FileEdit {
  const key = pick(KEYS);
  switch (random(8)) {
    case 0:
      return { add: { [key]: [pick(VALUES) || 'x'] } };
    case 1:
      return { remove: { [key]: [pick(['b', 'x', 'src/**', 'test/**', 'wire-login-0c4d7e'])] } };
    case 2:
      return { set: { [key]: [pick(VALUES), 'b'] } };
    case 3:
      return { result: pick([...VALUES, '# A\n\n```\nopen', '<!-- open', 'A\n===\nB\n---', null]) };
    case 4:
      return { notes: [{ date: '2026-01-31', text: pick([...VALUES, '## Result', '```\nopen']) }] };
    case 5:
      return { set: { [key]: null } };
    default:
      return { set: { [key]: pick(VALUES) } };
  }
}

function checkInput(input: string, edit: FileEdit, report: FuzzReport): void {
  const bytes = new TextEncoder().encode(input);
  const source = { bytes, path: '.tasks/p/t.md', id: ID };
  const plain = parseTaskFile(source);
  const yaml = parseTaskFile(source, { yamlOnly: true });
  deepStrictEqual([plain.written, plain.problems], [yaml.written, yaml.problems]);
  ok(plain.written !== null || plain.problems.some((problem) => problem.severity === 'error'));
  if (plain.written !== null) report.readable += 1;
  parsePlanFile(source);
  readBody(plain.body);
  refusable(() => parseOutline(input));
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  const edited = refusable(() => editFile(text, edit));
  if (edited === null) report.refused += 1;
  else {
    report.edited += 1;
    checkEdit(text, edited, edit);
  }
}

/** Null when the call refuses in the way that is meant for it; anything else thrown is a crash. */
function refusable<T>(work: () => T): T | null {
  try {
    return work();
  } catch (error) {
    if (error instanceof PlanError && error.code !== 'internal') return null;
    throw error;
  }
}

function checkEdit(before: string, after: string, edit: FileEdit): void {
  const keys = new Set([edit.set, edit.add, edit.remove].flatMap((part) => Object.keys(part ?? {})));
  const [old, now] = [readIndependently(before), readIndependently(after)];
  for (const key of new Set([...Object.keys(old), ...Object.keys(now)])) {
    if (!keys.has(key)) deepStrictEqual(now[key], old[key], `value of ${key}`);
  }
  for (const [key, value] of Object.entries(edit.set ?? {})) {
    if (typeof value === 'string') deepStrictEqual(now[key], value.replace(/\p{Cs}/gu, '\uFFFD'));
  }
  if (keys.size > 0) deepStrictEqual(bodyOf(after), bodyOf(before));
  else deepStrictEqual(headOf(after), headOf(before));
}

function readIndependently(text: string): Record<string, unknown> {
  const value: unknown = parseDocument(headOf(text).replace(/^\uFEFF?---\r?\n/, ''), {
    schema: 'failsafe',
  }).toJS();
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function headOf(text: string): string {
  const split = splitFile(text);
  return isFault(split) ? '' : text.slice(0, split.end);
}

function bodyOf(text: string): string {
  const split = splitFile(text);
  return isFault(split) ? text : text.slice(split.bodyStart);
}
