import { expect, test } from 'vitest';
import { findMatches } from '../../src/core/resolve-reference.ts';

const IDS = [
  'hash-passwords-8xw2mn',
  'hash-passwords-k3f9q2',
  'hash-c4d5e6',
  'login-page-a1b2c3',
  'login-page-test-d4e5f6',
  'abcdef-111111',
  'other-abcdef',
  'Broken_Name',
];

test.each([
  ['login-page-a1b2c3', ['login-page-a1b2c3']],
  ['Login_Page-A1B2C3', ['login-page-a1b2c3']],
  ['a1b2c3', ['login-page-a1b2c3']],
  ['hash', ['hash-c4d5e6']],
  ['hash-passwords', ['hash-passwords-8xw2mn', 'hash-passwords-k3f9q2']],
  ['hash_pass', ['hash-passwords-8xw2mn', 'hash-passwords-k3f9q2']],
  ['hash-passwords-8', ['hash-passwords-8xw2mn']],
  ['login-page', ['login-page-a1b2c3']],
  ['log', ['login-page-a1b2c3', 'login-page-test-d4e5f6']],
  ['lo', []],
  ['page', []],
  ['b2c3', []],
  ['abcdef', ['abcdef-111111', 'other-abcdef']],
  ['Broken_Name', ['Broken_Name']],
  ['', []],
  ['-', []],
])('understands %j as %j', (reference, expected) => {
  expect(findMatches(reference, IDS)).toEqual(expected);
});

test('names a repeated id once', () => {
  expect(findMatches('a1b', ['x-a1b2c3', 'a1b-000000', 'a1b-000000'])).toEqual(['a1b-000000']);
});
