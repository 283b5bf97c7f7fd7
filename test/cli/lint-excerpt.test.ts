import { expect, it } from 'vitest';
import { formatExcerpt } from '../../src/cli/render/lint-excerpt.ts';

it.each([
  ['status: done', 9, 'status: done', '        ^'],
  ['\tstatus: done', 10, ' status: done', '         ^'],
  ['title: 漢字 x', 11, 'title: 漢字 x', '            ^'],
  ['title: e\u0301 x', 11, 'title: e\u0301 x', '         ^'],
  ['a', 2, 'a', ' ^'],
  ['x: \u202e\u001b[31m', 4, 'x: \ufffd\ufffd[31m', '   ^'],
])('shows %j at %i', (line, column, text, marker) => {
  expect(formatExcerpt(line, column)).toEqual({ text, marker });
});

it('cuts a long line around the place, and never through a character', () => {
  const line = `${'𝔞'.repeat(500)}!${'𝔟'.repeat(500)}`;
  const { text, marker } = formatExcerpt(line, 1001);
  expect(text).toBe(`…${'𝔞'.repeat(59)}!${'𝔟'.repeat(38)}…`);
  expect(marker).toBe(`${' '.repeat(60)}^`);
});
