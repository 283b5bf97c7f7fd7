import { describe, expect, it } from 'vitest';
import { isRacy, isSecondsOld, type Signature } from '../../src/store/signature.ts';

const MS = 1_000_000n;
const SECOND = 1000n * MS;
const START = 1_800_000_000n * SECOND + 500n * MS;

describe('isRacy', () => {
  const check = (mtimeAgo: bigint, ctimeAgo: bigint) =>
    isRacy([START - mtimeAgo, START - ctimeAgo, 600n, 7n] satisfies Signature, START);

  it.each([
    ['long ago', 90n * SECOND, 90n * SECOND, false],
    ['a moment ago', 20n * MS, 20n * MS, true],
    ['long before, and renamed a moment ago', 90n * SECOND, 20n * MS, true],
    ['later than now', -90n * SECOND, 90n * SECOND, true],
    ['just outside the window', 51n * MS, 51n * MS, false],
    ['a second ago, where only seconds are kept', 1500n * MS, 1500n * MS, true],
    ['long ago, where only seconds are kept', 4500n * MS, 4500n * MS, false],
    ['long before to the second, and changed at a fine time', 1500n * MS, 300n * MS, false],
  ])('changed %s', (_, mtimeAgo, ctimeAgo, expected) => {
    expect(check(mtimeAgo, ctimeAgo)).toBe(expected);
  });
});

describe('isSecondsOld', () => {
  it.each([
    ['in the second before', 501n * MS, true],
    ['in the same second', 500n * MS, false],
    ['to come', -1n * SECOND, false],
  ])('%s', (_, ago, expected) => {
    expect(isSecondsOld(START - ago, START)).toBe(expected);
  });

  it('does not trust the first moments of a second', () => {
    const start = 1_800_000_000n * SECOND + 20n * MS;
    expect(isSecondsOld(start - 30n * MS, start)).toBe(false);
    expect(isSecondsOld(start - SECOND - 30n * MS, start)).toBe(true);
  });
});
