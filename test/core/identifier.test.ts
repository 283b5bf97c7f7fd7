import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatId, isTaskId, parseId } from '../../src/core/identifier.ts';

test.each([
  ['hash-passwords-8xw2mn', true],
  ['task-000000', true],
  ['2-8xw2mn', true],
  ['8xw2mn', false],
  ['-8xw2mn', false],
  ['hash--passwords-8xw2mn', false],
  ['hash-passwords-8xw2m', false],
  ['hash-passwords-8xw2mi', false],
  ['hash-passwords-8xw2ml', false],
  ['hash-passwords-8xw2mo', false],
  ['hash-passwords-8xw2mu', false],
  ['Hash-passwords-8xw2mn', false],
  ['hash_passwords-8xw2mn', false],
  ['../hash-8xw2mn', false],
  ['hash-8xw2mn\n', false],
  ['', false],
])('takes %j for an id: %s', (text, expected) => {
  expect(isTaskId(text)).toBe(expected);
});

describe('formatId', () => {
  test.each([
    ['hash-passwords', 'hash-passwords-8xw2mn'],
    ['', 'task-8xw2mn'],
    ['--', 'task-8xw2mn'],
    ['Hash Passwords!', 'hash-passwords-8xw2mn'],
    ['one-two-three-four-five-six-seven-eight', 'one-two-three-four-five-six-8xw2mn'],
    [`${'a'.repeat(32)}-b`, `${'a'.repeat(32)}-8xw2mn`],
    ['a'.repeat(40), `${'a'.repeat(32)}-8xw2mn`],
  ])('makes of %j the id %s', (slug, expected) => {
    expect(formatId(slug, '8xw2mn')).toBe(expected);
  });

  test('always makes an id with a slug of at most 32 characters', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 80, unit: fc.constantFrom(...'ab9- _É') }), (slug) => {
        const id = formatId(slug, '8xw2mn');
        expect(isTaskId(id)).toBe(true);
        expect(id.length).toBeLessThanOrEqual(39);
      }),
    );
  });
});

test('takes an id apart, and nothing else', () => {
  expect(parseId('hash-passwords-8xw2mn')).toEqual({ slug: 'hash-passwords', suffix: '8xw2mn' });
  expect(parseId('hash-passwords')).toBeNull();
});
