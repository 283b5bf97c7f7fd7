import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { globsOverlap } from '../../src/core/globs-overlap.ts';

describe('globsOverlap', () => {
  test.each([
    ['src/auth/**', 'src/auth/login.ts', true],
    ['src/auth/**', 'src/authors/list.ts', false],
    ['src/auth', 'src/auth/login.ts', true],
    ['src/auth/', 'src/auth/login.ts', true],
    ['src/auth', 'src/auth.ts', false],
    ['./src//auth', 'src/auth', true],
    ['src/*.ts', 'src/a.ts', true],
    ['src/*.ts', 'src/a/b.ts', false],
    ['src/*.ts', '**/*.test.ts', true],
    ['**/*.ts', '**/*.js', false],
    ['**/*.ts', 'docs/**', true],
    ['*.md', 'docs/*.md', false],
    ['a*c', 'ab*', true],
    ['a*c', 'b*', false],
    ['a**c', 'abbc', true],
    ['file?.ts', 'file1.ts', true],
    ['file?.ts', 'file10.ts', false],
    ['src/{api,ui}/**', 'src/ui/x', true],
    ['src/{api,ui}/**', 'src/db/x', false],
    ['src/{a,b{c,d}}', 'src/bd', true],
    ['src/{a,b{c,d}}', 'src/b', false],
    ['v[0-9].md', 'v7.md', true],
    ['v[0-9].md', 'vx.md', false],
    ['v[!0-9].md', 'v[0-4].md', false],
    ['v[!0-9].md', 'v[8-a].md', true],
    ['v[]x].md', 'v].md', true],
    ['👍*', '👎*', false],
    ['', 'anything/at/all', true],
    ['.', 'anything', true],
    ['**', 'a', true],
  ])('compares %j with %j: %s', (a, b, expected) => {
    expect(globsOverlap(a, b)).toBe(expected);
    expect(globsOverlap(b, a)).toBe(expected);
  });

  test.each([
    'a\\*',
    '!a',
    '+(a|b)',
    '../a',
    '{a',
    'a}',
    '{1..3}',
    '[a',
    '[[:alpha:]]',
    '[{a,b}]',
    'x'.repeat(2000),
    '{a,b}'.repeat(9),
  ])('says yes about %j, which it cannot decide', (glob) => {
    expect(globsOverlap(glob, 'somewhere/else')).toBe(true);
  });

  test('answers about globs made to explode', () => {
    expect(globsOverlap(`${'*a'.repeat(400)}b`, `${'*a'.repeat(400)}c`)).toBe(false);
    expect(globsOverlap('**/a/'.repeat(150).concat('b'), '**/a/'.repeat(150).concat('c'))).toBe(false);
  });

  test('agrees with matching every short name', () => {
    const places = fc.array(fc.constantFrom('a', 'b', '*', '?', '[!a]'), { minLength: 1, maxLength: 4 });
    const glob = places.map((tokens) => tokens.join('')).filter((name) => name !== '**');
    checkByForce(glob, '');
  });

  test('agrees with matching every short path', () => {
    const segments = fc.array(fc.constantFrom('a', 'b', '*', '[!a]', '**'), { minLength: 1, maxLength: 4 });
    checkByForce(
      segments.map((names) => names.join('/')),
      '/',
    );
  });
});

/** Two globs of 4 places each share a path of at most 8 letters, joined by `separator`, if they share any. */
function checkByForce(glob: fc.Arbitrary<string>, separator: string): void {
  const words = listWords(8).map((word) => Array.from(word).join(separator));
  fc.assert(
    fc.property(glob, glob, (a, b) => {
      const [patternA, patternB] = [compile(a), compile(b)];
      const exists = words.some((word) => patternA.test(`/${word}`) && patternB.test(`/${word}`));
      expect([a, b, globsOverlap(a, b)]).toEqual([a, b, exists]);
    }),
    { numRuns: 1000 },
  );
}

function listWords(maxLength: number): string[] {
  let words = [''];
  const all: string[] = [];
  for (let length = 1; length <= maxLength; length++) {
    words = words.flatMap((start) => [`${start}a`, `${start}b`]);
    all.push(...words);
  }
  return all;
}

/** Each segment with the slash before it, so that `**` can stand for none. */
function compile(glob: string): RegExp {
  const isPlain = !/[*?[]/.test(glob);
  const source = glob.split('/').map((segment) => {
    if (segment === '**') return '(?:/[^/]+)*';
    const name = segment.replace(
      /\[!a\]|\*|\?/g,
      (token) => ({ '*': '[^/]*', '?': '[^/]' })[token] ?? '[^/a]',
    );
    return `/(?!/|$)${name}`;
  });
  return new RegExp(`^${source.join('')}${isPlain ? '(?:/.*)?' : ''}$`);
}
