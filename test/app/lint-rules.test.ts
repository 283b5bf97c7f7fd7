/** The examples of the rules, as files of a real repository. */
import { expect, test } from 'vitest';
import { EXAMPLE_PLAN, exampleTask, HASH, SOUND_PLAN } from '../../src/core/example-files.ts';
import { FILE_RULES } from '../../src/core/file-rules.ts';
import { RULES, type Rule } from '../../src/core/rules.ts';
import { codes, createLintWorld } from '../helpers/lint.ts';

const rules: readonly (readonly [string, Rule])[] = Object.entries(RULES);
const withFiles = rules.filter(([, rule]) => rule.badFiles !== undefined);
const fileRules: readonly (readonly [string, Rule])[] = Object.entries(FILE_RULES);
const fixableInFile = fileRules.filter(([, rule]) => rule.fixable === true && rule.bad !== undefined);

/** What only a file system, or two files with one id, can show. */
const WITHOUT_EXAMPLE = [
  'file-too-large',
  'invalid-utf8',
  'not-a-regular-file',
  'symbolic-link',
  'unreadable-file',
  'too-many-artifacts',
  'ambiguous-dependency',
];

test('every rule shows a bad and a good example', () => {
  const shown = rules.filter(
    ([, { bad, good, badFiles, goodFiles }]) => (bad && good) || (badFiles && goodFiles),
  );
  expect(shown.map(([code]) => code).sort()).toEqual(
    rules
      .map(([code]) => code)
      .filter((code) => !WITHOUT_EXAMPLE.includes(code))
      .sort(),
  );
});

test.each(withFiles)('the bad files of %s break this rule and no other', async (code, { badFiles = {} }) => {
  const world = await createLintWorld(badFiles);
  expect(codes(await world.lint())).toEqual([code]);
});

test.each(withFiles)('the good files of %s break no rule', async (_code, { goodFiles = {} }) => {
  const world = await createLintWorld(goodFiles);
  expect(await world.lint()).toMatchObject({ problems: [], error_count: 0 });
});

const fixableInFiles = withFiles.filter(([, rule]) => rule.fixable === true);

test.each(fixableInFiles)('--fix puts the bad files of %s right', async (code, { badFiles = {} }) => {
  const world = await createLintWorld(badFiles);
  const answer = await world.lint({ fix: true });
  expect(answer.problems).toEqual([]);
  expect(answer.fixed.map((fix) => fix.code)).toEqual([code]);
});

/** Some cases of a rule are certain and others are not: what makes the example one of the first. */
const CERTAIN: Readonly<Record<string, string>> = {
  'missing-title': `---\nid: ${HASH}\n---\n\n# Hash passwords\n`,
};

test.each(fixableInFile)('--fix puts the bad file of %s right', async (code, { bad = '' }) => {
  const world = await createLintWorld({
    ...SOUND_PLAN,
    [`.tasks/${EXAMPLE_PLAN}/${HASH}.md`]: CERTAIN[code] ?? bad,
  });
  expect(codes(await world.lint())).toContain(code);
  const answer = await world.lint({ fix: true });
  expect(codes(answer)).not.toContain(code);
  expect(answer.fixed.map((fix) => fix.code)).toContain(code);
});

test('a dependency on an id of two files is ambiguous', async () => {
  const copy = exampleTask(HASH);
  const [text = ''] = Object.values(copy);
  const world = await createLintWorld({
    ...SOUND_PLAN,
    ...copy,
    '.tasks/other-plan-7d2r5t/plan.md': '---\nid: other-plan-7d2r5t\ntitle: Other\n---\n',
    [`.tasks/other-plan-7d2r5t/${HASH}.md`]: text,
    '.tasks/other-plan-7d2r5t/log-in-0a1b2c.md': `---\nid: log-in-0a1b2c\ntitle: Log in\ndepends_on:\n  - ${HASH}\n---\n`,
  });
  expect(codes(await world.lint())).toEqual(['ambiguous-dependency', 'duplicate-id']);
});
