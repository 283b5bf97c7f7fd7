import { expect, test } from 'vitest';
import { deriveWeightHours, parseEffort } from '../../src/core/effort.ts';

test.each([
  ['30m', 0.5],
  ['3h', 3],
  ['1.5h', 1.5],
  ['2d', 16],
  ['1w', 40],
  ['1d 4h', 12],
  ['1d4h30m', 12.5],
  ['1w 1d', 48],
  [' 3 H ', 3],
  ['0h', 0],
  ['4h 1d', null],
  ['3', null],
  ['h', null],
  ['-3h', null],
  ['3hours', null],
  ['about 3h', null],
  ['9'.repeat(400).concat('h'), null],
  ['', null],
])('reads %j as %s hours', (text, expected) => {
  expect(parseEffort(text)).toBe(expected);
});

test.each([
  ['2d', 'trivial', 16],
  ['soon', 'complex', 8],
  [null, 'trivial', 1],
  [null, 'simple', 2],
  [null, 'moderate', 4],
  [null, 'very_complex', 16],
] as const)('weighs effort %j of complexity %s as %s hours', (effort, complexity, expected) => {
  expect(deriveWeightHours(effort, complexity)).toBe(expected);
});
