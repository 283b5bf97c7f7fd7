/** The workflow that `orc init --github` lays down: its text, and its steps, run against a stand-in for GitHub. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { parse } from 'yaml';
import packageJson from '../../package.json' with { type: 'json' };
import { askOrc, cleanEnvironment } from '../helpers/orc.ts';
import { planFile, taskFile } from '../helpers/plan-files.ts';
import { createRepository, type TestRepository } from '../helpers/repository.ts';

interface Step {
  readonly name?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly if?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly with?: Readonly<Record<string, unknown>>;
}

const WORKFLOW = '.github/workflows/orchestrator-review.yml';
const SHOP = 'open-a-shop-aaaaaa';
const PAINT = 'paint-the-walls-000002';

let shop: TestRepository;
let outside: string;
let text: string;
let steps: readonly Step[];

beforeAll(async () => {
  shop = createRepository({ files: Object.fromEntries([planFile(SHOP), taskFile(SHOP, PAINT)]) });
  await askOrc(shop.root, ['init', '--github']);
  text = shop.read(WORKFLOW);
  steps = parse(text).jobs.review.steps;
  outside = mkdtempSync(join(tmpdir(), 'orchestrator-test-'));
  shop.git('checkout', '--quiet', '-b', 'good');
  shop.write(...taskFile(SHOP, PAINT, { priority: 'high' }));
  shop.git('commit', '--quiet', '--all', '--message=good');
  shop.git('checkout', '--quiet', '-b', 'bad');
  shop.write(...taskFile(SHOP, PAINT, { depends_on: ['nothing-here-999999'] }));
  shop.git('commit', '--quiet', '--all', '--message=bad');
  shop.git('checkout', '--quiet', '-b', 'code', 'main');
  shop.write('walls.txt', 'red\n');
  shop.git('add', 'walls.txt');
  shop.git('commit', '--quiet', '--message=code');
  // What a pull request could bring to have its own program started in the place of ours.
  shop.write('.npmrc', 'registry=http://127.0.0.1:9/\n');
  writeTools();
});
afterAll(() => {
  shop.cleanup();
  rmSync(outside, { recursive: true, force: true });
});
beforeEach(() => {
  rmSync(join(outside, 'temp'), { recursive: true, force: true });
  mkdirSync(join(outside, 'temp'));
  for (const name of ['calls', 'output', 'summary', 'posted']) rmSync(join(outside, name), { force: true });
});

describe('the text of the workflow', () => {
  it('runs on pull requests only, with the least rights', () => {
    const { on, permissions } = parse(text);
    expect(on).toEqual({ pull_request: null });
    expect(permissions).toEqual({ contents: 'read', 'pull-requests': 'write' });
  });

  it('pins every action by its whole hash, and our program by its version', () => {
    const used = steps.flatMap(({ uses }) => uses ?? []);
    expect(used).not.toEqual([]);
    for (const action of used) expect(action).toMatch(/^[\w-]+\/[\w-]+@[0-9a-f]{40}$/);
    expect(text).toContain(`--package=git-orchestrator@${packageJson.version} `);
    expect(text).not.toContain('{{version}}');
  });

  it('puts nothing of the event into a script: values come as variables', () => {
    const scripts = steps.flatMap(({ run }) => run ?? []);
    expect(scripts).toHaveLength(3);
    expect(scripts.join('\n')).not.toContain('${{');
  });

  it('keeps the token out of the checkout and of the step that runs the program', () => {
    const [checkout, review, comment] = steps;
    expect(checkout?.with).toMatchObject({ 'persist-credentials': false, 'fetch-depth': 0 });
    expect(review?.env).toBeUndefined();
    expect(comment?.env).toHaveProperty('GH_TOKEN');
    expect(comment?.if).toContain('head.repo.full_name == github.repository');
  });
});

describe.skipIf(process.platform === 'win32')('the steps of the workflow', () => {
  it('write the summary, annotate the line, post the comment, and fail on an error', () => {
    const review = runStep('Review', 'bad');
    expect(review.status).toBe(0);
    expect(review.stdout).toMatch(/^::error file=\.tasks\/.*dangling-dependency/);
    expect(readOutside('summary')).toContain('### Errors (1)');
    expect(runStep('Comment', 'bad').status).toBe(0);
    expect(readOutside('posted')).toBe(readOutside('summary'));
    expect(readOutside('calls')).toContain('--method POST repos/ada/shop/issues/7/comments');
    expect(runStep('Result', 'bad').status).toBe(1);
  });

  it('pass when nothing is wrong, and update the comment that is there', () => {
    writeFileSync(join(outside, 'existing'), '41\n42\n');
    expect(runStep('Review', 'good').stdout).toBe('');
    expect(runStep('Comment', 'good').status).toBe(0);
    rmSync(join(outside, 'existing'));
    expect(readOutside('calls')).toContain('--method PATCH repos/ada/shop/issues/comments/41 ');
    expect(runStep('Result', 'good').status).toBe(0);
  });

  it('post nothing when the plans did not change', () => {
    expect(runStep('Review', 'code').status).toBe(0);
    expect(runStep('Comment', 'code').status).toBe(0);
    expect(readOutside('calls')).not.toContain('POST');
  });

  it('go on without a comment when the token may not write', () => {
    runStep('Review', 'good');
    const { status, stdout } = runStep('Comment', 'good', { GH_REFUSES: '1' });
    expect(status).toBe(0);
    expect(stdout).toContain('::notice::');
  });

  it('fail when the review cannot be made', () => {
    expect(runStep('Review', 'nowhere').status).toBe(1);
    expect(existsSync(join(outside, 'summary'))).toBe(false);
  });

  it('start the program outside of the checkout', () => {
    runStep('Review', 'good');
    expect(readOutside('calls')).toContain(`npx in ${join(outside, 'temp')}\n`);
  });
});

describe.skipIf(process.platform === 'win32')('the script for other hosts', () => {
  it('prints the report and exits with 1 on an error', () => {
    const script = join(shop.root, '.orchestrator/ci/review.sh');
    const run = (head: string) =>
      spawnSync('sh', [script, 'main', head], { cwd: shop.root, env: environment(head), encoding: 'utf8' });
    expect(run('good')).toMatchObject({ status: 0, stdout: expect.stringContaining('No problems') });
    expect(run('bad')).toMatchObject({ status: 1, stdout: expect.stringContaining('### Errors (1)') });
    expect(readOutside('calls')).not.toContain(`npx in ${shop.root}\n`);
  });
});

function runStep(name: string, head: string, more: Readonly<Record<string, string>> = {}) {
  const script = steps.find((step) => step.name === name)?.run ?? 'exit 99';
  const output = existsSync(join(outside, 'output')) ? readOutside('output') : '';
  const STATUS = /^status=(.*)$/m.exec(output)?.[1] ?? '';
  const env = { ...environment(head), STATUS, ...more };
  // As GitHub starts a step whose shell is bash.
  const options = ['--noprofile', '--norc', '-eo', 'pipefail', '-c', script];
  return spawnSync('bash', options, { cwd: shop.root, env, encoding: 'utf8' });
}

function environment(head: string): NodeJS.ProcessEnv {
  return cleanEnvironment({
    PATH: `${outside}${delimiter}${process.env.PATH}`,
    BASE: 'main',
    HEAD: head,
    NUMBER: '7',
    GITHUB_REPOSITORY: 'ada/shop',
    GITHUB_WORKSPACE: shop.root,
    RUNNER_TEMP: join(outside, 'temp'),
    GITHUB_OUTPUT: join(outside, 'output'),
    GITHUB_STEP_SUMMARY: join(outside, 'summary'),
    TEST_PLACE: outside,
  });
}

/** `npx` starts the program under test; `gh` knows the comments in `existing`, and keeps what is posted. */
function writeTools(): void {
  const tool = (name: string, lines: readonly string[]) =>
    writeFileSync(join(outside, name), `#!/bin/sh\n${lines.join('\n')}\n`, { mode: 0o755 });
  tool('npx', [
    'echo "npx in $PWD" >>"$TEST_PLACE/calls"',
    'shift 3 # --yes --package=… orc',
    `exec '${process.execPath}' '${inject('orcEntry')}' "$@"`,
  ]);
  tool('gh', [
    'echo "gh $*" >>"$TEST_PLACE/calls"',
    '[ -z "$GH_REFUSES" ] || exit 1',
    'case "$*" in',
    '  *--paginate*) if [ -f "$TEST_PLACE/existing" ]; then cat "$TEST_PLACE/existing"; fi ;;',
    '  *body=@review.md*) cat review.md >"$TEST_PLACE/posted" ;;',
    'esac',
  ]);
}

function readOutside(name: string): string {
  return readFileSync(join(outside, name), 'utf8');
}
