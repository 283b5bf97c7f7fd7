import { expect, test } from 'vitest';
import { RULES, type Rule } from '../../src/core/rules.ts';
import { parse } from './fixtures.ts';

const rules: readonly (readonly [string, Rule])[] = Object.entries(RULES);
const withExamples = rules.filter(([, rule]) => rule.bad !== undefined);

test.each(rules)('%s is written in kebab-case and explained', (code, rule) => {
  expect(code).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
  for (const text of [rule.summary, rule.explanation, rule.hint]) expect(text).toMatch(/[.…]$/);
  expect(rule.good === undefined).toBe(rule.bad === undefined);
});

test.each(withExamples)('the bad example of %s breaks this rule and no other', (code, rule) => {
  expect([...new Set(parse(rule.bad ?? '').problems.map((problem) => problem.code))]).toEqual([code]);
});

test.each(withExamples)('the good example of %s breaks no rule', (_code, rule) => {
  expect(parse(rule.good ?? '').problems).toEqual([]);
});
