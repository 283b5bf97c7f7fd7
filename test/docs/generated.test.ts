import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { formatPages } from '../../scripts/reference.ts';
import { DOCTOR_RULES } from '../../src/core/doctor/doctor-rules.ts';
import { RULES } from '../../src/core/rules.ts';
import { ERRORS } from '../../src/errors.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const pages = formatPages();

describe('generated pages', () => {
  test.each(Object.entries(pages))('%s is what `npm run docs` writes', (path, text) => {
    expect(readFileSync(join(ROOT, path), 'utf8')).toBe(text);
  });

  test('have a heading for every code, so that a link to it leads somewhere', () => {
    const headings = (page = '') => page.split('\n').filter((line) => line.startsWith('## '));
    expect(headings(pages['docs/errors.md'])).toEqual(Object.keys(ERRORS).map((code) => `## ${code}`));
    expect(headings(pages['docs/problems.md'])).toEqual(Object.keys(RULES).map((code) => `## ${code}`));
    expect(headings(pages['docs/doctor.md'])).toEqual(Object.keys(DOCTOR_RULES).map((code) => `## ${code}`));
  });

  test('hold no control character and no conflict marker at the start of a line', () => {
    for (const text of Object.values(pages))
      expect(text).not.toMatch(/[\0-\x08\x0b-\x1f]|^(<<<<<<<|>>>>>>>)/m);
  });
});
