import { expect, test } from 'vitest';
import { isUntouched } from '../../../src/app/merge/is-untouched.ts';

const SIDES = { base: 'a\nb\n', ours: 'A\nb\n', theirs: 'AA\nb\n' };
const LEFT = '<<<<<<< HEAD\nA\n=======\nAA\n>>>>>>> theirs\nb\n';

test.each([
  ['as git left it', LEFT, true],
  ['with the base shown', LEFT.replace('=======', '||||||| base\na\n======='), true],
  ['with CRLF', LEFT.replaceAll('\n', '\r\n'), true],
  ['ours alone, as a driver that could not be started leaves it', 'A\nb\n', true],
  ['with a line that nobody has', `${LEFT}mine\n`, false],
  ['with a side taken away', '<<<<<<< HEAD\nA\n=======\n>>>>>>> theirs\nb\n', false],
  ['resolved', 'AA\nb\n', false],
])('a file %s: %#', (_, text, expected) => {
  expect(isUntouched(text, SIDES)).toBe(expected);
});
