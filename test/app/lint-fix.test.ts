import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
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
import { codes, createLintWorld, type LintWorld } from '../helpers/lint.ts';

const folder = `.tasks/${EXAMPLE_PLAN}`;
const SUFFIX = '[0-9a-hjkmnp-tv-z]{6}';

/** Every file below `.tasks/` with its text, new suffixes made equal. */
function readPlans({ root }: LintWorld): Record<string, string> {
  const paths = readdirSync(join(root, '.tasks'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  const forget = (text: string) =>
    text.replace(new RegExp(`\\b(auth|log-in|hash)-${SUFFIX}\\b`, 'g'), '$1-<new>');
  return Object.fromEntries(
    paths.map((path) => [
      forget(path.slice(join(root, '.tasks').length + 1)),
      forget(readFileSync(path, 'utf8')),
    ]),
  );
}

describe('a file that an agent dropped under a plan', () => {
  it('with only a title gets its id, its status and its name', async () => {
    const world = await createLintWorld({
      ...SOUND_PLAN,
      [`${folder}/log-in.md`]: '---\ntitle: Log in\n---\n',
    });
    const answer = await world.lint({ fix: true });
    expect(answer).toMatchObject({ problems: [], error_count: 0 });
    expect(answer.fixed.map(({ code }) => code)).toEqual(['missing-id']);
    expect(readPlans(world)[`${EXAMPLE_PLAN}/log-in-<new>.md`]).toBe(
      '---\nid: log-in-<new>\ntitle: Log in\nstatus: pending\n---\n',
    );
    expect((await world.ports.files.scan()).graph.size).toBe(2);
  });

  it('with a title that gives a better name than the file has', async () => {
    const world = await createLintWorld({
      ...SOUND_PLAN,
      [`${folder}/New Task (2).md`]: '---\ntitle: Log in\n---\n',
    });
    await world.lint({ fix: true });
    expect(Object.keys(readPlans(world))).toContain(`${EXAMPLE_PLAN}/log-in-<new>.md`);
  });

  it('with a good name gets that as its id', async () => {
    const world = await createLintWorld({
      ...SOUND_PLAN,
      [`${folder}/${HASH}.md`]: '---\ntitle: Hash\n---\n',
    });
    await world.lint({ fix: true });
    expect(world.read(`${folder}/${HASH}.md`)).toBe(`---\nid: ${HASH}\ntitle: Hash\nstatus: pending\n---\n`);
  });

  it('with a heading and no title keeps the heading too', async () => {
    const world = await createLintWorld({
      ...SOUND_PLAN,
      [`${folder}/x.md`]: '---\n---\n# Log in\n\nText.\n',
    });
    expect((await world.lint({ fix: true })).problems).toEqual([]);
    const [text] = Object.entries(readPlans(world)).flatMap(([path, text]) =>
      /\/x-/.test(path) ? [text] : [],
    );
    expect(text).toMatch(/\ntitle: Log in\nstatus: pending\n---\n# Log in\n\nText\.\n$/);
  });

  it('with a whole plan around it, references by file name included', async () => {
    const world = await createLintWorld({
      '.tasks/auth/plan.md': '---\ntitle: Auth\n---\nGoal.\n',
      '.tasks/auth/log-in.md': '---\nid: TASK-2\ntitle: Log in\ndependencies: [TASK-1]\nStatus: To Do\n---\n',
      '.tasks/auth/hash.md':
        '---\r\n# ours\r\nid: TASK-1\r\ntitle: Hash\r\npriority: P1 # soon\r\nlabels: [x]\r\n---\r\nBody\r\n',
    });
    expect((await world.lint({ fix: true })).problems).toEqual([]);
    expect(readPlans(world)).toEqual({
      'auth-<new>/plan.md': '---\nid: auth-<new>\ntitle: Auth\n---\nGoal.\n',
      'auth-<new>/log-in-<new>.md':
        '---\nid: log-in-<new>\ntitle: Log in\ndepends_on: [hash-<new>]\nstatus: pending\n---\n',
      'auth-<new>/hash-<new>.md':
        '---\r\n# ours\r\nid: hash-<new>\r\ntitle: Hash\r\npriority: high # soon\r\nlabels: [x]\r\n---\r\nBody\r\n',
    });
  });

  it('stays as it is when it has no front matter: it may be somebody’s notes', async () => {
    const files = { ...SOUND_PLAN, [`${folder}/notes.md`]: '# Notes\n' };
    const world = await createLintWorld(files);
    const answer = await world.lint({ fix: true });
    expect({ codes: codes(answer), fixed: answer.fixed }).toEqual({ codes: ['no-front-matter'], fixed: [] });
    expect(world.read(`${folder}/notes.md`)).toBe('# Notes\n');
  });
});

describe('an id unlike its file name', () => {
  const renamed = {
    ...SOUND_PLAN,
    [`${folder}/hash-again-0a1b2c.md`]: `---\nid: ${HASH}\ntitle: Hash\n---\n`,
  };

  it('wins when nothing refers to the name', async () => {
    const world = await createLintWorld(renamed);
    expect((await world.lint({ fix: true })).problems).toEqual([]);
    expect(world.exists(`${folder}/${HASH}.md`)).toBe(true);
    expect(world.exists(`${folder}/hash-again-0a1b2c.md`)).toBe(false);
  });

  it('is left to a person when something refers to the name', async () => {
    const world = await createLintWorld({
      ...renamed,
      ...exampleTask(DESIGN, 'depends_on:\n  - hash-again-0a1b2c'),
    });
    const answer = await world.lint({ fix: true });
    expect({ codes: codes(answer), fixed: answer.fixed }).toEqual({ codes: ['id-mismatch'], fixed: [] });
  });

  it('is left to a person in a copy', async () => {
    const world = await createLintWorld({ ...renamed, ...exampleTask(HASH) });
    const answer = await world.lint({ fix: true });
    expect({ codes: codes(answer), fixed: answer.fixed }).toEqual({ codes: ['id-mismatch'], fixed: [] });
  });

  it('is left to a person when something else has its name', async () => {
    const world = await createLintWorld(renamed);
    mkdirSync(join(world.root, folder, `${HASH}.md`));
    const answer = await world.lint({ fix: true });
    expect({ codes: codes(answer), fixed: answer.fixed }).toEqual({ codes: ['id-mismatch'], fixed: [] });
  });

  it('goes to the first of two files that claim it', async () => {
    const world = await createLintWorld({
      ...renamed,
      [`${folder}/hash-other-3d4e5f.md`]: `---\nid: ${HASH}\ntitle: Hash\n---\n`,
    });
    const answer = await world.lint({ fix: true });
    expect({ codes: codes(answer), fixed: answer.fixed.length }).toEqual({
      codes: ['id-mismatch'],
      fixed: 1,
    });
    expect(world.exists(`${folder}/hash-other-3d4e5f.md`)).toBe(true);
  });
});

describe('what has another error', () => {
  it.each([
    ['bad YAML', 'status: Done\nreason: a: b'],
    ['a key twice', 'status: Done\nstatus: Done'],
    ['a wrong type', 'status: Done\ndepends_on: x'],
    ['a word that nobody knows', 'status: Done\npriority: purple'],
    ['conflict markers', '<<<<<<< ours\nstatus: Done\n=======\nstatus: Open\n>>>>>>> theirs'],
  ])('is not touched: %s', async (_name, lines) => {
    const path = `${folder}/${HASH}.md`;
    const text = `---\nid: ${HASH}\ntitle: Hash\n${lines}\n---\n`;
    const world = await createLintWorld({ ...SOUND_PLAN, [path]: text });
    const answer = await world.lint({ fix: true });
    expect(answer.error_count).toBeGreaterThan(0);
    expect(answer.fixed).toEqual([]);
    expect(world.read(path)).toBe(text);
  });

  it('does not keep the other files from being put right', async () => {
    const world = await createLintWorld({
      ...SOUND_PLAN,
      ...exampleTask(HASH, 'status: Done: really'),
      ...exampleTask('log-in-a1b2c3', 'status: Open'),
    });
    const answer = await world.lint({ fix: true });
    expect({ codes: codes(answer), fixed: answer.fixed }).toMatchObject({
      codes: ['bad-yaml'],
      fixed: [{ path: `${folder}/log-in-a1b2c3.md`, code: 'unknown-value' }],
    });
  });
});

describe('lists and references', () => {
  it('become whole ids, each once, in order, with their comments', async () => {
    const lines = [
      'depends_on:',
      '  - log-in # first',
      '  - design-user-schema',
      `  - ${DESIGN} # again`,
      '  - gone',
    ];
    const world = await createLintWorld({
      ...SOUND_PLAN,
      ...exampleTask('log-in-a1b2c3'),
      ...exampleTask(HASH, ...lines),
    });
    const answer = await world.lint({ fix: true });
    expect(world.read(`${folder}/${HASH}.md`)).toContain(
      `depends_on:\n  - ${DESIGN}\n  - gone\n  - log-in-a1b2c3 # first\n---`,
    );
    expect(codes(answer)).toEqual(['dangling-dependency']);
    expect(answer.fixed.map(({ code }) => code)).toEqual([
      'dangling-dependency',
      'dangling-dependency',
      'duplicate-item',
      'unsorted-list',
    ]);
  });

  it('stay as they are where a name could mean two tasks, or the task itself', async () => {
    const task = exampleTask(HASH, 'depends_on:\n  - hash-passwords\n  - log-in');
    const world = await createLintWorld({
      ...SOUND_PLAN,
      ...exampleTask('log-in-a1b2c3'),
      ...exampleTask('log-in-d4e5f6'),
      ...task,
    });
    expect((await world.lint({ fix: true })).fixed).toEqual([]);
    expect(world.read(`${folder}/${HASH}.md`)).toBe(Object.values(task)[0]);
  });
});

describe('the scope', () => {
  it('is what is put right, and no other file', async () => {
    const world = await createLintWorld({
      ...SOUND_PLAN,
      ...exampleTask(HASH, 'status: Open'),
      ...exampleTask('log-in-a1b2c3', 'status: Open'),
    });
    const answer = await world.lint({ fix: true, paths: [`${folder}/${HASH}.md`] });
    expect(answer.fixed.map(({ path }) => path)).toEqual([`${folder}/${HASH}.md`]);
    expect(world.read(`${folder}/log-in-a1b2c3.md`)).toContain('status: Open');
  });

  it('follows a folder and a file to their new names', async () => {
    const world = await createLintWorld({
      ...examplePlan(EXAMPLE_PLAN),
      '.tasks/auth/plan.md': '---\ntitle: Auth\n---\n',
      '.tasks/auth/hash.md': '---\ntitle: Hash\nstatus: Done\n---\n',
    });
    const answer = await world.lint({ fix: true, paths: ['.tasks/auth'] });
    expect(codes(answer)).toEqual(['completed-without-record']);
    expect(answer.checked).toBe(2);
  });
});

it('commits nothing, and changes nothing the second time', async () => {
  const world = await createLintWorld({
    ...SOUND_PLAN,
    [`${folder}/log-in.md`]: '---\ntitle: Log in\n---\n',
  });
  world.git('add', '--all');
  world.git('commit', '--quiet', '--message=base');
  const head = world.git('rev-parse', 'HEAD');
  await world.lint({ fix: true });
  const once = readPlans(world);
  expect((await world.lint({ fix: true })).fixed).toEqual([]);
  expect(readPlans(world)).toEqual(once);
  expect(world.git('rev-parse', 'HEAD')).toBe(head);
  expect(world.git('diff', '--cached')).toBe('');
});
