import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findNearest } from '../../src/core/suggest.ts';

const WORDS = ['critical', 'high', 'medium', 'low', 'very_complex'];

test.each([
  ['hihg', 'high'],
  ['hgih', 'high'],
  ['hi', null],
  ['mediun', 'medium'],
  ['Medium', 'medium'],
  ['crit', 'critical'],
  ['very complex', 'very_complex'],
  ['verycomplex', 'very_complex'],
  ['lwo', 'low'],
  ['urgent', null],
  ['', null],
  ['x'.repeat(10_000), null],
])('guesses from %j: %j', (word, expected) => {
  expect(findNearest(word, WORDS)).toBe(expected);
});

test('takes the first of equally near words', () => {
  expect(findNearest('taskz', ['taska', 'taskb'])).toBe('taska');
});

test('finds every word that one slip has changed', () => {
  const word = fc.string({ minLength: 4, maxLength: 12, unit: fc.constantFrom(...'abcde') });
  fc.assert(
    fc.property(word, fc.nat(), fc.constantFrom('drop', 'add', 'swap', 'change'), (original, at, slip) => {
      const place = at % (original.length - 1);
      const [before, first, second, after] = [
        original.slice(0, place),
        original[place],
        original[place + 1],
        original.slice(place + 2),
      ];
      const middle = {
        drop: second,
        add: `${first}z${second}`,
        swap: `${second}${first}`,
        change: `z${second}`,
      }[slip];
      expect(findNearest(`${before}${middle}${after}`, ['zzzzzzzzzzzzzzzzzzz', original])).toBe(original);
    }),
  );
});
