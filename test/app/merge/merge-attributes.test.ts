import { describe, expect, test } from 'vitest';
import { nameMergeDriver, namesMergeDriver } from '../../../src/app/merge/merge-attributes.ts';

const LINE = '.tasks/**/*.md merge=orchestrator';

describe('the attributes', () => {
  test.each([
    ['no file', null, '', '\n'],
    ['a file', '*.png binary\n', '*.png binary\n', '\n'],
    ['a file without a line feed at its end', '*.png binary', '*.png binary\n', '\n'],
    ['a file with CRLF', '*.png binary\r\n', '*.png binary\r\n', '\r\n'],
  ])('get a line at the end of %s, once', (_, before, kept, eol) => {
    const after = nameMergeDriver(before);
    expect(after).toMatch(new RegExp(`^${kept.replaceAll('*', '\\*')}# .*${eol}`));
    expect(after.endsWith(`${eol}${LINE}${eol}`)).toBe(true);
    expect(nameMergeDriver(after)).toBe(after);
  });

  test.each([
    [`${LINE}\n`, true],
    ['.tasks/** text eol=lf merge=orchestrator\n', true],
    [`# ${LINE}\n`, false],
    ['.tasks/**/*.md merge=orchestrator2\n', false],
    ['docs/** merge=orchestrator\n', false],
    [null, false],
  ])('%j name the driver: %s', (text, expected) => {
    expect(namesMergeDriver(text)).toBe(expected);
  });
});
