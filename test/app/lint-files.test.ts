import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  DESIGN,
  EXAMPLE_PLAN,
  examplePlan,
  exampleTask,
  HASH,
  SOUND_PLAN,
} from '../../src/core/example-files.ts';
import { createLintWorld, places } from '../helpers/lint.ts';

const folder = `.tasks/${EXAMPLE_PLAN}`;
const text = (...lines: readonly string[]) => `${lines.join('\n')}\n`;

describe('places', () => {
  it('names line and column of the item at fault, whatever stands around it', async () => {
    const world = await createLintWorld({
      ...SOUND_PLAN,
      [`${folder}/${HASH}.md`]: text(
        '---',
        '# by hand',
        `id: ${HASH}`,
        'title: Hash',
        'depends_on: # two',
        `  - ${DESIGN}`,
        '',
        '  - "gone-0a1b2c" # where?',
        'specialist:   wizard',
        'status: completed',
        '---',
      ),
    });
    expect(places(await world.lint())).toEqual([
      `completed-too-early ${EXAMPLE_PLAN}/${HASH}.md:6:5`,
      `dangling-dependency ${EXAMPLE_PLAN}/${HASH}.md:8:5`,
      `unknown-specialist ${EXAMPLE_PLAN}/${HASH}.md:9:15`,
      `completed-without-record ${EXAMPLE_PLAN}/${HASH}.md:10:9`,
    ]);
  });

  it('counts columns within brackets, and lines that end in CRLF', async () => {
    const lines = ['---', `id: ${HASH}`, 'title: Hash', `depends_on: [${DESIGN}, gone-0a1b2c]`, '---', ''];
    const world = await createLintWorld({ ...SOUND_PLAN, [`${folder}/${HASH}.md`]: lines.join('\r\n') });
    expect(places(await world.lint())).toEqual([`dangling-dependency ${EXAMPLE_PLAN}/${HASH}.md:4:41`]);
  });

  it('names the parent in the plan that goes round', async () => {
    const files = { ...examplePlan(EXAMPLE_PLAN, `parent: ${DESIGN}`), ...exampleTask(DESIGN) };
    const world = await createLintWorld(files);
    expect(places(await world.lint())).toEqual([`cycle ${EXAMPLE_PLAN}/plan.md:4:9`]);
  });

  it('leaves a list in the order that its comments explain', async () => {
    const lines = ['files:', '  # the core first', '  - src/core/**', '  - src/app/**'];
    const world = await createLintWorld({ ...SOUND_PLAN, ...exampleTask(HASH, ...lines) });
    expect(await world.lint()).toMatchObject({ problems: [], checked: 3 });
  });
});

describe('settings', () => {
  it('reports configuration, roles and templates with their places', async () => {
    const world = await createLintWorld({
      ...SOUND_PLAN,
      '.orchestrator/config.yaml': 'commit: auto\nlease: soon\n',
      '.orchestrator/specialists/baker.md': '---\nname: cook\n---\nBake.\n',
      '.orchestrator/plans/party.md': '---\nname: party\nname: feast\n---\n- Invite\n',
      '.orchestrator/plans/feast.md': '---\nname: feast\n---\n- Invite {{guests}}\n',
      ...exampleTask(HASH, 'specialist: baker'),
    });
    expect(places(await world.lint())).toEqual([
      'config-invalid .orchestrator/config.yaml:2:8',
      'template-invalid .orchestrator/plans/feast.md:1:1',
      'template-invalid .orchestrator/plans/party.md:3:1',
      'config-invalid .orchestrator/specialists/baker.md:2:1',
    ]);
  });

  it('does not call a role unknown when the folder of roles cannot be read', async () => {
    const world = await createLintWorld({ ...SOUND_PLAN, ...exampleTask(HASH, 'specialist: baker') });
    mkdirSync(join(world.root, '.orchestrator'));
    writeFileSync(join(world.root, '.orchestrator/specialists'), 'not a folder');
    const answer = await world.lint();
    expect(answer.problems.map(({ code }) => code)).toEqual(['config-invalid']);
  });

  it('reports a template that is a link', async () => {
    const world = await createLintWorld({ ...SOUND_PLAN, 'party.md': '---\nname: party\n---\n' });
    mkdirSync(join(world.root, '.orchestrator/plans'), { recursive: true });
    symlinkSync('../../party.md', join(world.root, '.orchestrator/plans/party.md'));
    expect(places(await world.lint())).toEqual(['config-invalid .orchestrator/plans/party.md:1:1']);
  });
});

describe('paths', () => {
  const files = {
    ...SOUND_PLAN,
    ...exampleTask(HASH, 'depends_on:\n  - gone-0a1b2c'),
    ...examplePlan('other-plan-7d2r5t', 'parent: gone-0a1b2c'),
  };
  const inTask = `dangling-dependency ${EXAMPLE_PLAN}/${HASH}.md:5:5`;
  const inPlan = 'parent-missing other-plan-7d2r5t/plan.md:4:9';

  it.each([
    [[], [inPlan, inTask], 4],
    [['.'], [inPlan, inTask], 4],
    [[`${folder}/`], [inTask], 3],
    [[`./${folder}/${HASH}.md`], [inTask], 1],
    [[`${folder}/${DESIGN}.md`, '.tasks/other-plan-7d2r5t'], [inPlan], 2],
    [['README.md'], [], 0],
  ])('of %j: reports what lies there, and reads everything', async (paths, expected, checked) => {
    const world = await createLintWorld({ ...files, 'README.md': '# Shop\n' });
    const answer = await world.lint({ paths });
    expect(places(answer)).toEqual(expected);
    expect(answer).toMatchObject({ checked, problem_count: expected.length, fixed: [] });
  });

  it('does not take the name of one folder for the beginning of another', async () => {
    const world = await createLintWorld({ ...files, '.tasks/other/README.md': '' });
    expect((await world.lint({ paths: ['.tasks/other'] })).problems).toEqual([]);
  });

  it.each(['.tasks/nothing', '/etc', '../elsewhere', `${folder}/../..`])('refuses %s', async (path) => {
    const world = await createLintWorld(files);
    await expect(world.lint({ paths: [path] })).rejects.toMatchObject({ code: 'usage' });
  });
});

it('is content with a repository without plans', async () => {
  const world = await createLintWorld({ 'README.md': '# Shop\n' });
  expect(await world.lint()).toEqual({
    kind: 'lint',
    problem_count: 0,
    error_count: 0,
    checked: 0,
    fixed: [],
    problems: [],
  });
});
