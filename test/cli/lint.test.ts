import ajvDraft04 from 'ajv-draft-04';
import ajvFormats from 'ajv-formats';
import { describe, expect, it, onTestFinished } from 'vitest';
import { EXAMPLE_PLAN, examplePlan, exampleTask, HASH, SOUND_PLAN } from '../../src/core/example-files.ts';
import { RULES } from '../../src/core/rules.ts';
import sarifSchema from '../fixtures/sarif-2.1.0.json' with { type: 'json' };
import { runOrc } from '../helpers/orc.ts';
import { createRepository } from '../helpers/repository.ts';

const folder = `.tasks/${EXAMPLE_PLAN}`;
const BROKEN = {
  ...SOUND_PLAN,
  ...exampleTask(HASH, 'specialist: architekt', 'depends_on:', '  - design-user-shema-k3f9q2'),
};
const WARNED = { ...SOUND_PLAN, ...exampleTask(HASH, 'effort: a while') };

function create(files: Readonly<Record<string, string>>): string {
  const repository = createRepository({ files, commit: false });
  onTestFinished(repository.cleanup);
  return repository.root;
}

describe('for people', () => {
  it('shows place, line, mark and hint, and exits 1 on an error', async () => {
    const { code, stdout, stderr } = await runOrc(create(BROKEN), ['lint']);
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
    expect(stdout).toMatchInlineSnapshot(`
      ".tasks/user-accounts-4f7k2m/hash-passwords-8xw2mn.md:4:13 warning Nobody has described the specialist "architekt". Did you mean "architect"? [unknown-specialist]
        4 | specialist: architekt
          |             ^
        hint: Use a known role, or add \`.orchestrator/specialists/<name>.md\`.

      .tasks/user-accounts-4f7k2m/hash-passwords-8xw2mn.md:6:5 error hash-passwords-8xw2mn depends on "design-user-shema-k3f9q2", and there is no such task here. Did you mean design-user-schema-k3f9q2? [dangling-dependency]
        6 |   - design-user-shema-k3f9q2
          |     ^
        hint: Correct the id, merge the branch that holds the task, or remove the dependency.

      1 error and 1 warning in 3 files.
      "
    `);
  });

  it('exits 0 when there are warnings only', async () => {
    const { code, stdout } = await runOrc(create(WARNED), ['lint']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/\n1 warning in 3 files\.\n$/);
  });

  it('says how many files are fine', async () => {
    expect(await runOrc(create(SOUND_PLAN), ['lint'])).toMatchObject({
      code: 0,
      stdout: 'No problems in 2 files.\n',
    });
  });

  it('is silent with --quiet only when there is nothing to say', async () => {
    expect(await runOrc(create(SOUND_PLAN), ['lint', '--quiet'])).toMatchObject({ code: 0, stdout: '' });
    expect((await runOrc(create(WARNED), ['lint', '--quiet'])).stdout).toContain('[unclear-effort]');
  });

  it('lists what it corrected, and says that nothing was committed', async () => {
    const root = create({ ...SOUND_PLAN, ...exampleTask(HASH, 'status: Open') });
    const { code, stdout } = await runOrc(root, ['lint', '--fix']);
    expect(code).toBe(0);
    expect(stdout).toMatchInlineSnapshot(`
      "fixed .tasks/user-accounts-4f7k2m/hash-passwords-8xw2mn.md Wrote "status: pending" for "Open". [unknown-value]
      Nothing was committed: look at \`git status\` and \`git diff\`, then commit \`.tasks\`.

      No problems in 3 files.
      "
    `);
  });

  it('shows no control character of a file', async () => {
    const root = create({ ...SOUND_PLAN, ...exampleTask(HASH, 'depends_on:', '  - "\\u001b[31mred"') });
    const { stdout } = await runOrc(root, ['lint']);
    expect(stdout).toContain('\ufffd[31mred');
    expect(stdout).not.toContain('\u001b');
  });
});

describe('for programs', () => {
  it('prints one document with every problem, in either way of asking', async () => {
    const root = create({ ...SOUND_PLAN, ...manyBroken(30) });
    const { code, stdout } = await runOrc(root, ['lint', '--json']);
    expect(code).toBe(1);
    const document = JSON.parse(stdout);
    expect(Object.keys(document)).toEqual([
      'schema',
      'kind',
      'problem_count',
      'error_count',
      'checked',
      'fixed',
      'problems',
    ]);
    expect(document).toMatchObject({
      schema: 1,
      kind: 'lint',
      problem_count: 30,
      error_count: 30,
      checked: 32,
    });
    expect(document.problems).toHaveLength(30);
    expect((await runOrc(root, ['lint', '--format', 'json'])).stdout).toBe(stdout);
  });

  it('prints workflow commands with their special characters escaped', async () => {
    const root = create({ ...WARNED, [`${folder}/50%, a:b.md`]: '# Notes\n' });
    const { code, stdout } = await runOrc(root, ['lint', '--format', 'github']);
    expect(code).toBe(1);
    expect(stdout).toMatchInlineSnapshot(`
      "::error file=.tasks/user-accounts-4f7k2m/50%25%2C a%3Ab.md,line=1,col=1,title=no-front-matter::The file does not begin with front matter. Begin the file with \`---\`, the fields, and \`---\` again; \`orc lint --fix\` adds a missing id.
      ::warning file=.tasks/user-accounts-4f7k2m/hash-passwords-8xw2mn.md,line=4,col=9,title=unclear-effort::"a while" is not a duration. Write a duration such as \`30m\`, \`3h\`, \`2d\` or \`1w\`.
      "
    `);
  });

  it.each([
    ['problems of both severities', { ...BROKEN, [`${folder}/50%, ü.md`]: '# Notes\n' }],
    ['no problem', SOUND_PLAN],
    ['the same problem twice', { ...SOUND_PLAN, ...exampleTask(HASH, 'files: [b, b, b]') }],
  ])('prints SARIF 2.1.0 by the official schema: %s', async (_name, files) => {
    const { stdout } = await runOrc(create(files), ['lint', '--format', 'sarif']);
    const log = JSON.parse(stdout);
    // One pattern of the schema is no regular expression under the `u` flag.
    const ajv = ajvFormats.default(new ajvDraft04.default({ strict: false, unicodeRegExp: false }));
    ajv.validate(sarifSchema, log);
    expect(ajv.errors).toBeNull();
    expect(ajv.validate(sarifSchema, { ...log, version: '2.0.0' })).toBe(false);
    const [run] = log.runs;
    const prints = run.results.map((result: Result) => result.partialFingerprints['problem/v1']);
    expect(new Set(prints).size).toBe(prints.length);
    for (const result of run.results as Result[]) {
      expect(run.tool.driver.rules[result.ruleIndex].id).toBe(result.ruleId);
    }
    expect(run.tool.driver.rules).toHaveLength(Object.keys(RULES).length);
  });

  it('keeps a SARIF fingerprint when the line of the problem moves', async () => {
    const prints = async (files: Readonly<Record<string, string>>) => {
      const { stdout } = await runOrc(create(files), ['lint', '--format', 'sarif']);
      const results: Result[] = JSON.parse(stdout).runs[0].results;
      return results.map((result) => [
        result.locations[0]?.physicalLocation.region.startLine,
        result.partialFingerprints['problem/v1'],
      ]);
    };
    const [[line, print] = []] = await prints(WARNED);
    const moved = { ...SOUND_PLAN, ...exampleTask(HASH, 'mine: 1', 'effort: a while') };
    expect(await prints(moved)).toEqual([[Number(line) + 1, print]]);
  });
});

interface Result {
  readonly ruleId: string;
  readonly ruleIndex: number;
  readonly partialFingerprints: Readonly<Record<string, string>>;
  readonly locations: readonly { physicalLocation: { region: { startLine: number } } }[];
}

function manyBroken(count: number): Readonly<Record<string, string>> {
  const numbers = Array.from({ length: count }, (_, index) => `${index}`.padStart(6, '0'));
  return Object.assign({}, ...numbers.map((number) => exampleTask(`task-${number}`, 'status: purple')));
}

describe('arguments', () => {
  const files = { ...BROKEN, ...examplePlan('other-plan-7d2r5t', 'effort: x'), 'src/main.ts': '' };

  it.each([
    ['a folder, from the root', '', [folder], 1],
    ['a file, from its folder', folder, [`${HASH}.md`], 1],
    ['a folder, from another', 'src', [`../${folder}`], 1],
    ['here', '.tasks/other-plan-7d2r5t', ['.'], 0],
    ['with -C', '', ['-C', 'src', '../.tasks/other-plan-7d2r5t'], 0],
  ])('are paths as seen from where one stands: %s', async (_name, directory, args, code) => {
    const root = create(files);
    expect((await runOrc(`${root}/${directory}`, ['lint', ...args])).code).toBe(code);
  });

  it.each([
    [['nothing.md'], 'There is no file or folder "nothing.md".'],
    [['../..'], 'lies outside the repository.'],
    [['--format', 'githb'], '"githb" is not a format.'],
    [['--repair'], "unknown option '--repair'"],
  ])('of no use are refused: %j', async (args, message) => {
    const { code, stdout, stderr } = await runOrc(create(SOUND_PLAN), ['lint', ...args]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(message);
  });
});
