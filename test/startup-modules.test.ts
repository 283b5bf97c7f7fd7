/** What a short command costs before it does anything: the packages that it loads and the git processes that it starts. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { generateTasks, listFiles } from '../bench/generate.ts';
import { cleanEnvironment, runOrc } from './helpers/orc.ts';
import { createRepository, type TestRepository } from './helpers/repository.ts';

const PROBE = join(import.meta.dirname, '..', 'bench', 'probe', 'loaded-packages.cjs');
const HEAVY = /^(?:@modelcontextprotocol\/|zod|chokidar|gray-matter|simple-git)/;

const generated = generateTasks({ count: 200 });
const someTask = generated.tasks[150]?.written.id ?? '';
const QUESTIONS = ['ready', 'next', 'status', `show ${someTask}`, 'list --limit 20'];

let repository: TestRepository;
let aside: string;
beforeAll(() => {
  repository = createRepository({ files: Object.fromEntries(listFiles(generated)) });
  aside = mkdtempSync(join(tmpdir(), 'orchestrator-test-'));
});
afterAll(() => {
  repository.cleanup();
  rmSync(aside, { recursive: true, force: true });
});

describe('loads', () => {
  test.each(QUESTIONS)('no heavy package for %s', (question) => {
    expect(listPackages(question.split(' ')).filter((name) => HEAVY.test(name))).toEqual([]);
  });

  test('the server package for mcp, so that the probe does see what is loaded', () => {
    expect(listPackages(['mcp'])).toContain('@modelcontextprotocol/server/stdio');
  });

  /** What one run of the program loads from node_modules. */
  function listPackages(args: readonly string[]): string[] {
    const names = join(aside, 'names');
    execFileSync(process.execPath, ['--require', PROBE, inject('orcEntry'), ...args], {
      cwd: repository.root,
      env: cleanEnvironment({ BENCH_PROBE: names }),
      input: '',
      stdio: 'pipe',
    });
    return readFileSync(names, 'utf8').split('\n');
  }
});

describe.skipIf(process.platform === 'win32')('starts', () => {
  let calls: string;
  beforeAll(() => {
    calls = join(aside, 'calls');
    const git = execFileSync('sh', ['-c', 'command -v git'], { encoding: 'utf8' }).trim();
    writeFileSync(join(aside, 'git'), `#!/bin/sh\necho "$@" >>'${calls}'\nexec '${git}' "$@"\n`, {
      mode: 0o755,
    });
  });
  beforeEach(() => rmSync(calls, { force: true }));

  test.each(QUESTIONS)('no git process for %s', async (question) => {
    expect(await listGitCalls(question.split(' '))).toEqual([]);
  });

  test('git for what it commits, so that the count does see what is started', async () => {
    const started = await listGitCalls(['update', someTask, '--note', 'The vendor answered']);
    expect(started.join('\n')).toContain('commit');
  });

  /** The command lines with which one run of the program starts git. */
  async function listGitCalls(args: readonly string[]): Promise<string[]> {
    const env = { PATH: `${aside}${delimiter}${process.env.PATH}` };
    const { code, stderr } = await runOrc(repository.root, args, { env });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    return existsSync(calls) ? readFileSync(calls, 'utf8').trimEnd().split('\n') : [];
  }
});
