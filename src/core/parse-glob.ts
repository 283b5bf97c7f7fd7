/**
 * Reads the globs of `files` into a form that can be compared: `*`, `?`, `[a-z]`, `{a,b}` and `**` as a whole
 * segment. A path without wildcards, or with a `/` at its end, means itself and everything below.
 * What is not of this language (escapes, `!`, `+(…)`, `..`) is null: it may match anything.
 */

/** Inclusive code points. */
type Range = readonly [low: number, high: number];
/** `*`, or the set of characters that one place takes. */
export type GlobToken = '*' | readonly Range[];
/** `**`, or the tokens of one segment. */
export type GlobSegment = '**' | readonly GlobToken[];
/** The ways in which a glob can match: one after brace expansion is enough. */
export type Glob = readonly (readonly GlobSegment[])[];

const MAX_LENGTH = 1024;
const MAX_ALTERNATIVES = 64;
const ANY: readonly Range[] = [[0, 0x10ffff]];

/** Parses a glob; null when it is not of the language above, or too large to compare. */
export function parseGlob(text: string): Glob | null {
  if (text.length > MAX_LENGTH || /^!|[\\\0]|[?*+@!]\(|\[:/.test(text)) return null;
  const alternatives = expandBraces(text);
  if (alternatives === null) return null;
  const glob = alternatives.map(parseAlternative);
  return glob.every((segments) => segments !== null) ? glob : null;
}

/** Replaces the innermost braces first, until none is left. */
function expandBraces(text: string): string[] | null {
  const done: string[] = [];
  const open = [text];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const braces = /\{([^{}]*)\}/.exec(next);
    if (braces === null) {
      if (/[{}]/.test(next)) return null;
      done.push(next);
    } else {
      const [whole, inside = ''] = braces;
      if (!inside.includes(',') || inside.includes('..') || text.includes('[')) return null;
      const before = next.slice(0, braces.index);
      const after = next.slice(braces.index + whole.length);
      for (const choice of inside.split(',')) open.push(before + choice + after);
    }
    if (done.length + open.length > MAX_ALTERNATIVES) return null;
  }
  return done;
}

function parseAlternative(path: string): GlobSegment[] | null {
  const segments: GlobSegment[] = [];
  for (const name of path.split('/')) {
    if (name === '' || name === '.') continue;
    const segment = name === '..' ? null : parseSegment(name);
    if (segment === null) return null;
    segments.push(segment);
  }
  if (path.endsWith('/') || !/[*?[]/.test(path)) segments.push('**');
  return segments;
}

function parseSegment(name: string): GlobSegment | null {
  if (name === '**') return name;
  const characters = Array.from(name);
  const tokens: GlobToken[] = [];
  for (let index = 0; index < characters.length; index++) {
    const character = characters[index] as string;
    if (character === '*') {
      if (tokens.at(-1) !== '*') tokens.push('*');
    } else if (character === '?') tokens.push(ANY);
    else if (character === '[') {
      const end = findClassEnd(characters, index);
      if (end === -1) return null;
      tokens.push(parseClass(characters.slice(index + 1, end)));
      index = end;
    } else tokens.push([[pointOf(character), pointOf(character)]]);
  }
  return tokens;
}

/** A `]` that comes first belongs to the class. */
function findClassEnd(characters: readonly string[], start: number): number {
  const first = /[!^]/.test(characters[start + 1] ?? '') ? start + 2 : start + 1;
  return characters.indexOf(']', first + 1);
}

function parseClass(characters: readonly string[]): Range[] {
  const isNegated = /[!^]/.test(characters[0] ?? '');
  const members = isNegated ? characters.slice(1) : characters;
  const ranges: Range[] = [];
  for (let index = 0; index < members.length; index++) {
    const low = pointOf(members[index] as string);
    const isRange = members[index + 1] === '-' && index + 2 < members.length;
    const high = isRange ? pointOf(members[index + 2] as string) : low;
    if (isRange) index += 2;
    if (low <= high) ranges.push([low, high]);
  }
  return isNegated ? complement(ranges) : ranges;
}

function complement(ranges: Range[]): Range[] {
  const gaps: Range[] = [];
  let next = 0;
  for (const [low, high] of ranges.sort(([a], [b]) => a - b)) {
    if (low > next) gaps.push([next, low - 1]);
    next = Math.max(next, high + 1);
  }
  if (next <= 0x10ffff) gaps.push([next, 0x10ffff]);
  return gaps;
}

function pointOf(character: string): number {
  return character.codePointAt(0) as number;
}
