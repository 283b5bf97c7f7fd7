import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Settings } from '../../src/app/ports.ts';
import { validatePlanInput } from '../../src/core/plan-input.ts';
import { PlanError } from '../../src/errors.ts';
import { parseOutline } from '../../src/format/outline.ts';
import { fillPlanTemplate, parsePlanTemplate } from '../../src/format/plan-template.ts';
import { createSettings } from '../../src/store/settings.ts';

const TEMPLATE_DIR = fileURLToPath(new URL('../../.orchestrator-template', import.meta.url));
const BUILT_IN = [
  'analyst',
  'architect',
  'debugger',
  'devops',
  'documenter',
  'generic',
  'implementer',
  'researcher',
  'reviewer',
  'security',
  'tester',
];

let root: string;
let settings: Settings;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'orc-settings-'));
  settings = createSettings({ root, templateDir: TEMPLATE_DIR });
});

afterEach(() => rmSync(root, { recursive: true, force: true }));

function write(path: string, content: string | Uint8Array): void {
  const absolutePath = join(root, '.orchestrator', path);
  mkdirSync(dirname(absolutePath), { recursive: true });
  writeFileSync(absolutePath, content);
}

function catchError(work: () => unknown): PlanError {
  try {
    work();
  } catch (error) {
    if (error instanceof PlanError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}

async function catchAsync(work: () => Promise<unknown>): Promise<PlanError> {
  const thrown = await work().then(
    () => null,
    (error: unknown) => error,
  );
  return catchError(() => {
    if (thrown !== null) throw thrown;
  });
}

const names = async () => (await settings.listSpecialists()).map((role) => role.name);

const GARDENER = '---\nname: gardener\ndescription: Prunes the dependency tree.\n---\n\nPrune with care.\n';

describe('configuration', () => {
  it('has defaults without a file', async () => {
    expect(settings.readConfig()).toEqual({
      commit: 'auto',
      leaseMs: 14_400_000,
      briefMaxBytes: 16_384,
      remote: null,
      worktrees: '../{repo}-worktrees/{task}',
    });
  });

  it('is read anew at every call', async () => {
    write('config.yaml', 'lease: 30m\n');
    expect(settings.readConfig().leaseMs).toBe(1_800_000);
    write('config.yaml', 'lease: 2d\n');
    expect(settings.readConfig().leaseMs).toBe(172_800_000);
  });

  it('is refused with the place of every mistake', async () => {
    write('config.yaml', 'commit: sometimes\nleese: 4h\n');
    const error = catchError(() => settings.readConfig());
    expect(error.code).toBe('config-invalid');
    expect(error.message).toContain('.orchestrator/config.yaml:1:9: ');
    expect(error.message).toContain('.orchestrator/config.yaml:2:1: ');
    expect(error.hints).toContain('Did you mean `lease`?');
  });

  it('is not read through a link', async () => {
    write('elsewhere.yaml', 'commit: manual\n');
    symlinkSync('elsewhere.yaml', join(root, '.orchestrator/config.yaml'));
    expect(catchError(() => settings.readConfig()).code).toBe('config-invalid');
  });

  it('is not read through a linked folder', async () => {
    write('config.yaml', 'commit: manual\n');
    const other = mkdtempSync(join(tmpdir(), 'orc-settings-'));
    try {
      symlinkSync(join(root, '.orchestrator'), join(other, '.orchestrator'));
      const linked = createSettings({ root: other, templateDir: TEMPLATE_DIR });
      expect(catchError(() => linked.readConfig()).code).toBe('config-invalid');
      expect((await catchAsync(() => linked.findSpecialist('tester'))).code).toBe('config-invalid');
      expect(await linked.listSpecialists()).toEqual([]);
      expect((await linked.findProblems()).map((problem) => problem.path)).toEqual(['.orchestrator']);
    } finally {
      rmSync(other, { recursive: true, force: true });
    }
  });
});

describe('specialists', () => {
  it('are the built-in ones in an empty repository', async () => {
    expect(await names()).toEqual(BUILT_IN);
    expect(await settings.findProblems()).toEqual([]);
    expect((await settings.findSpecialist('architect'))?.path).toBeNull();
  });

  it.each(BUILT_IN)('%s says what it knows, how it works and what it hands over', async (name) => {
    const role = await settings.findSpecialist(name);
    expect(role?.description.length).toBeGreaterThan(40);
    const headings = role?.body.split('\n').filter((line) => line.startsWith('#'));
    expect(headings).toEqual(['## Expertise', '## Approach', '## Output format']);
    const output = role?.body.split('## Output format')[1] ?? '';
    for (const word of ['**summary**', '**details**', '**artifacts**', 'needs_revision', 'blocked']) {
      expect(output).toContain(word);
    }
    expect(Buffer.byteLength(role?.body ?? '')).toBeLessThan(4096);
  });

  it('are replaced role by role', async () => {
    write('specialists/tester.md', '---\nname: tester\ndescription: Ours.\n---\nTest on real hardware.\n');
    expect(await settings.findSpecialist('tester')).toEqual({
      name: 'tester',
      description: 'Ours.',
      body: 'Test on real hardware.\n',
      path: '.orchestrator/specialists/tester.md',
    });
    expect((await settings.findSpecialist('reviewer'))?.path).toBeNull();
    expect(await names()).toEqual(BUILT_IN);
  });

  it('may have new names, seen by the next call and gone with the file', async () => {
    expect(await settings.findSpecialist('gardener')).toBeNull();
    write('specialists/gardener.md', GARDENER);
    expect((await settings.findSpecialist('gardener'))?.description).toBe('Prunes the dependency tree.');
    expect(await names()).toContain('gardener');
    rmSync(join(root, '.orchestrator/specialists/gardener.md'));
    expect(await settings.findSpecialist('gardener')).toBeNull();
  });

  it('need neither a description nor sections, and may have keys for other programs', async () => {
    write('specialists/gardener.md', '---\nname: gardener\ntools:\n  - Read\nmodel: inherit\n---\nPrune.\n');
    expect(await settings.findSpecialist('gardener')).toMatchObject({ description: '', body: 'Prune.\n' });
  });

  it('may have CRLF line ends, a BOM and a description over two lines', async () => {
    const text =
      '\uFEFF---\r\nname: gardener\r\ndescription: >-\r\n  Prunes\r\n  trees.\r\n---\r\nOne.\r\nTwo.\r\n';
    write('specialists/gardener.md', text);
    expect(await settings.findSpecialist('gardener')).toMatchObject({
      description: 'Prunes trees.',
      body: 'One.\nTwo.\n',
    });
  });

  it('are not looked up by anything but a name', async () => {
    write('config.yaml', 'commit: auto\n');
    for (const name of ['', '../config', 'Tester', 'a/b', '..', 'tester.md', 'a--b', 'tester\0']) {
      expect(await settings.findSpecialist(name), JSON.stringify(name)).toBeNull();
    }
  });

  const broken: readonly [title: string, content: string | Uint8Array, place: string][] = [
    ['no front matter', 'Prune.\n', '1:1'],
    ['a key given twice', '---\nname: gardener\nname: gardener\n---\nPrune.\n', '3:1'],
    ['an empty name', '---\nname:\n---\nPrune.\n', '2:1'],
    ['unclosed front matter', '---\nname: gardener\nPrune.\n', '1:1'],
    ['another name', '---\ndescription: x\nname: tester\n---\nPrune.\n', '3:1'],
    ['no name', '---\ndescription: x\n---\nPrune.\n', '1:1'],
    ['a description that is a list', '---\nname: gardener\ndescription:\n  - x\n---\nPrune.\n', '3:1'],
    ['no text', '---\nname: gardener\n---\n\n', '1:1'],
    ['code instead of YAML', '---js\n{ name: process.exit(7) }\n---\nPrune.\n', '1:1'],
    ['bytes that are not UTF-8', Buffer.from([0x2d, 0x2d, 0x2d, 0x0a, 0xff]), '1:1'],
    ['more than 256 KiB', GARDENER + 'x'.repeat(256 * 1024), '1:1'],
  ];
  it.each(broken)('with %s are refused by name and leave the others alone', async (_, content, place) => {
    write('specialists/gardener.md', content);
    const error = await catchAsync(() => settings.findSpecialist('gardener'));
    expect(error.code).toBe('config-invalid');
    expect(error.message).toContain(`.orchestrator/specialists/gardener.md:${place}: `);
    expect(await names()).toEqual(BUILT_IN);
    expect(await settings.findProblems()).toHaveLength(1);
  });

  it('that are broken are not replaced by the built-in one', async () => {
    write('specialists/tester.md', 'Test.\n');
    expect((await catchAsync(() => settings.findSpecialist('tester'))).code).toBe('config-invalid');
    expect(await names()).toEqual(BUILT_IN.filter((name) => name !== 'tester'));
  });

  it('are not read through a link', async () => {
    write('gardener.md', GARDENER);
    mkdirSync(join(root, '.orchestrator/specialists'));
    symlinkSync('../gardener.md', join(root, '.orchestrator/specialists/gardener.md'));
    const error = await catchAsync(() => settings.findSpecialist('gardener'));
    expect(error.message).toContain('symbolic link');
  });

  it('with a file name that is no name are a problem, README.md is not', async () => {
    write('specialists/Head Gardener.md', GARDENER);
    write('specialists/README.md', 'Our roles.\n');
    expect((await settings.findProblems()).map((problem) => problem.path)).toEqual([
      '.orchestrator/specialists/Head Gardener.md',
    ]);
    expect(await names()).toEqual(BUILT_IN);
  });
});

describe('plan templates', () => {
  it('are the built-in ones and those of the repository, which win', async () => {
    write('plans/feature.md', 'ours\n');
    write('plans/migration.md', 'more\n');
    expect(settings.listPlanTemplates()).toEqual(['bug-fix', 'feature', 'migration', 'web-application']);
    expect(settings.findPlanTemplate('feature')).toEqual({
      text: 'ours\n',
      path: '.orchestrator/plans/feature.md',
    });
    expect(settings.findPlanTemplate('web-application')?.path).toBe('plans/web-application.md');
    expect(settings.findPlanTemplate('rewrite')).toBeNull();
    expect(settings.findPlanTemplate('../specialists/tester')).toBeNull();
  });

  const filled: readonly [name: string, values: Record<string, string>, tasks: number][] = [
    ['web-application', { name: 'Potluck', purpose: 'share and rate recipes' }, 13],
    ['feature', { title: 'sharing, by link', goal: 'A cook shares a recipe.' }, 5],
    ['bug-fix', { symptom: 'ratings (all of them) vanish', severity: 'critical' }, 4],
  ];
  it.each(filled)('%s becomes a valid plan', (name, values, tasks) => {
    const { text, path } = settings.findPlanTemplate(name) ?? { text: '', path: '' };
    const template = parsePlanTemplate(text, path);
    expect(template.name).toBe(name);
    expect(template.description).not.toBe('');

    const outline = parseOutline(fillPlanTemplate(template, new Map(Object.entries(values))));
    expect(outline.title).not.toBe('');
    expect(outline.description).not.toBe('');
    expect(JSON.stringify(outline)).not.toMatch(/\{\{|\}\}/);
    const { subtasks, problems } = validatePlanInput(outline.subtasks, {
      knownTaskIds: new Set(),
      specialists: BUILT_IN,
    });
    expect(problems).toEqual([]);
    expect(subtasks).toHaveLength(tasks);
    expect(subtasks.filter((subtask) => subtask.dependencies.length === 0)).toHaveLength(1);
    for (const subtask of subtasks) {
      expect(subtask.specialist).not.toBeNull();
      expect(subtask.description).not.toBe('');
      expect(subtask.acceptanceCriteria).not.toEqual([]);
      expect(subtask.title).not.toMatch(/[@!~]|\((?:after|id):/);
    }
  });

  it('are refused when they cannot be read', async () => {
    write('plans/feature.md', Buffer.from([0xff, 0xfe]));
    expect(catchError(() => settings.findPlanTemplate('feature')).code).toBe('template-invalid');
  });
});
