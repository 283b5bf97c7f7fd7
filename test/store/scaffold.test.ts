import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Scaffold } from '../../src/app/ports.ts';
import { type ErrorCode, PlanError } from '../../src/errors.ts';
import { createScaffold } from '../../src/store/scaffold.ts';
import { createSettings } from '../../src/store/settings.ts';

const TEMPLATE_DIR = fileURLToPath(new URL('../../.orchestrator-template', import.meta.url));

let root: string;
let scaffold: Scaffold;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'orc-scaffold-'));
  scaffold = createScaffold({ root, templateDir: TEMPLATE_DIR });
});

afterEach(() => rmSync(root, { recursive: true, force: true }));

function codeOf(work: () => unknown): ErrorCode | null {
  try {
    work();
    return null;
  } catch (error) {
    if (error instanceof PlanError) return error.code;
    throw error;
  }
}

describe('the files of the template', () => {
  it('go to .orchestrator, the README of the tasks to .tasks', async () => {
    expect(scaffold.listFiles().map((file) => file.path)).toMatchInlineSnapshot(`
      [
        ".orchestrator/README.md",
        ".orchestrator/config.yaml",
        ".orchestrator/plans/bug-fix.md",
        ".orchestrator/plans/feature.md",
        ".orchestrator/plans/web-application.md",
        ".orchestrator/schema/task.schema.json",
        ".orchestrator/specialists/analyst.md",
        ".orchestrator/specialists/architect.md",
        ".orchestrator/specialists/debugger.md",
        ".orchestrator/specialists/devops.md",
        ".orchestrator/specialists/documenter.md",
        ".orchestrator/specialists/generic.md",
        ".orchestrator/specialists/implementer.md",
        ".orchestrator/specialists/researcher.md",
        ".orchestrator/specialists/reviewer.md",
        ".orchestrator/specialists/security.md",
        ".orchestrator/specialists/tester.md",
        ".tasks/README.md",
      ]
    `);
  });

  it('include a schema that is valid JSON', async () => {
    const schema = scaffold.listFiles().find((file) => file.path.endsWith('task.schema.json'));
    expect(JSON.parse(schema?.text ?? '')).toMatchObject({ type: 'object' });
  });

  it('make a repository whose settings are those of the defaults', async () => {
    const builtIn = createSettings({ root, templateDir: TEMPLATE_DIR });
    const before = {
      config: builtIn.readConfig(),
      names: (await builtIn.listSpecialists()).map((role) => role.name),
    };
    for (const { path, text } of scaffold.listFiles()) scaffold.writeFile(path, text);

    const empty = createSettings({ root, templateDir: join(root, 'no-template') });
    expect(empty.readConfig()).toEqual(before.config);
    expect((await empty.listSpecialists()).map((role) => role.name)).toEqual(before.names);
    expect(await empty.findProblems()).toEqual([]);
  });
});

describe('writing', () => {
  it('makes folders, replaces a file, and leaves nothing else behind', async () => {
    scaffold.writeFile('.orchestrator/specialists/gardener.md', 'one');
    scaffold.writeFile('.orchestrator/specialists/gardener.md', 'two');
    expect(scaffold.readText('.orchestrator/specialists/gardener.md')).toBe('two');
    expect(readdirSync(join(root, '.orchestrator/specialists'))).toEqual(['gardener.md']);
  });

  it.each([
    '../outside.md',
    '/etc/motd',
    '.git/config',
    'docs/.GIT/config',
    'a//b',
    '',
    'a\\..\\b',
    'C:x',
    'a\0b',
  ])('refuses %j', async (path) => {
    expect(codeOf(() => scaffold.writeFile(path, 'x'))).toBe('unsafe-path');
    expect(codeOf(() => scaffold.readText(path))).toBe('unsafe-path');
    expect(readdirSync(root)).toEqual([]);
  });

  it('refuses to pass through a linked folder', async () => {
    const outside = mkdtempSync(join(tmpdir(), 'orc-outside-'));
    try {
      symlinkSync(outside, join(root, '.orchestrator'));
      expect(codeOf(() => scaffold.writeFile('.orchestrator/config.yaml', 'x'))).toBe('unsafe-path');
      expect(codeOf(() => scaffold.readText('.orchestrator/config.yaml'))).toBe('unsafe-path');
      expect(readdirSync(outside)).toEqual([]);
    } finally {
      rmSync(outside, { recursive: true, force: true });
    }
  });

  it('does not write through a link in place of the file', async () => {
    symlinkSync(join(root, 'target.md'), join(root, 'AGENTS.md'));
    expect(codeOf(() => scaffold.writeFile('AGENTS.md', 'x'))).not.toBeNull();
    expect(codeOf(() => scaffold.readText('AGENTS.md'))).toBe('unsafe-path');
    expect(existsSync(join(root, 'target.md'))).toBe(false);
  });
});

describe('reading', () => {
  it('gives the text, null when there is no file, and refuses a folder', async () => {
    expect(scaffold.readText('.tasks/README.md')).toBeNull();
    scaffold.writeFile('.tasks/README.md', 'plans\n');
    expect(readFileSync(join(root, '.tasks/README.md'), 'utf8')).toBe('plans\n');
    mkdirSync(join(root, 'AGENTS.md'));
    expect(codeOf(() => scaffold.readText('AGENTS.md'))).toBe('unsafe-path');
  });
});
