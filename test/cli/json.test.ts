/** The documents that scripts rely on, key by key: a new key is a decision, a missing one breaks somebody. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { COMMANDS } from '../../src/cli/commands/index.ts';
import { askOrc, refuseOrc, runOrc } from '../helpers/orc.ts';
import { createRepository, type TestRepository } from '../helpers/repository.ts';

const REPORT = ['problem_count', 'problems'];
const COMMIT = ['commit', 'committed', 'not_committed'];
const TASK = [
  ...['id', 'title', 'plan', 'path', 'status', 'state', 'specialist', 'priority', 'complexity', 'effort'],
  ...[
    'depends_on',
    'blocked_by',
    'dependents',
    'ready',
    'claim',
    'commits',
    'artifacts',
    'completion',
    'revision',
  ],
];
const CLAIM = [
  'task',
  'actor',
  'host',
  'worktree',
  'base',
  'at',
  'since',
  'expires_at',
  'expired',
  'oid',
  'shared',
];
const PLAN = ['id', 'title', 'state', 'progress'];
const PROGRESS = ['completed', 'total', 'percent'];

const DIFFERENCE = [
  ...['base', 'head', 'added', 'removed', 'moved', 'renamed', 'changed'],
  ...['dependencies', 'graph', 'completions'],
];
const MAINTAIN = ['action', 'scope', 'target', ...REPORT];

/** Command, kind, and the keys beside `schema` and `kind`. */
const DOCUMENTS: readonly (readonly [command: string, kind: string, keys: readonly string[]])[] = [
  ['init --dry-run', 'init', ['created', 'kept', 'removed', 'notes', 'dry_run', ...REPORT]],
  [
    'session',
    'session',
    ['root', 'branch', 'head', 'actor', 'plans', 'claimed', 'ready', 'ready_total', 'specialists', ...REPORT],
  ],
  ['plan Again --subtasks -', 'plan', ['plan_id', 'title', 'path', 'tasks', 'dry_run', ...COMMIT, ...REPORT]],
  ['status', 'status', ['plans', 'tasks', 'task_total', ...REPORT]],
  ['list', 'list', ['tasks', 'total', ...REPORT]],
  ['show find', 'show', ['task', 'body', ...REPORT]],
  ['show open-a-shop', 'show', ['plan', 'tasks', 'body', ...REPORT]],
  ['ready', 'ready', ['tasks', 'total', ...REPORT]],
  ['log', 'log', ['entries', 'more', 'ends_at', 'claims', ...REPORT]],
  ['diff', 'diff', [...DIFFERENCE, ...REPORT]],
  [
    'review',
    'review',
    [...DIFFERENCE, 'findings', 'error_count', 'warning_count', 'branches_cut', ...REPORT],
  ],
  ['audit', 'audit', ['tasks', 'lost', 'counts', 'relinked', 'commits', 'not_committed', ...REPORT]],
  ['next', 'next', ['task', 'reasons', 'tasks', 'started', 'refused', ...REPORT]],
  [
    'graph',
    'graph',
    ['nodes', 'edges', 'waves', 'critical_path', 'critical_path_hours', 'cycles', 'plans', ...REPORT],
  ],
  ['lint', 'lint', ['error_count', 'checked', 'fixed', ...REPORT]],
  ['execute find', 'brief', ['task', 'claim', 'brief', 'warnings', ...REPORT]],
  ['claims', 'claims', ['claims', 'unpublished', 'remote', ...REPORT]],
  ['release find', 'update', ['task', 'warnings', ...COMMIT, ...REPORT]],
  ['update find --note Seen', 'update', ['task', 'warnings', ...COMMIT, ...REPORT]],
  ['add Sweep --plan open-a-shop', 'update', ['task', 'warnings', ...COMMIT, ...REPORT]],
  ['cancel sweep --reason Clean', 'update', ['task', 'warnings', ...COMMIT, ...REPORT]],
  ['reopen sweep --reason Dusty', 'update', ['task', 'warnings', ...COMMIT, ...REPORT]],
  ['cancel again --reason Never', 'update', ['plan', ...COMMIT, ...REPORT]],
  ['reopen again --reason Maybe', 'update', ['plan', ...COMMIT, ...REPORT]],
  [
    'complete find --summary Found --artifact README.md',
    'completion',
    [
      ...[
        'task',
        'status',
        'commits',
        'artifacts',
        'repeated',
        'progress',
        'next_task',
        'next_step',
        'warnings',
        'published',
      ],
      ...COMMIT,
      ...REPORT,
    ],
  ],
  [
    'synthesize open-a-shop --partial',
    'synthesis',
    ['plan', 'path', 'complete', 'text', ...COMMIT, ...REPORT],
  ],
  [
    'land find',
    'land',
    [
      ...['task', 'branch', 'into', 'worktree', 'commit', 'repeated', 'resolved', 'audit', 'error_count'],
      ...['removed', 'kept'],
      ...REPORT,
    ],
  ],
  ['sync', 'sync', ['commits', 'published', ...REPORT]],
  [
    'merge --continue',
    'merge',
    ['operation', 'resolved', 'conflicted', 'left', 'elsewhere', 'next_step', ...REPORT],
  ],
  ['doctor', 'doctor', ['environment', 'findings', 'error_count', ...REPORT]],
  ['maintain scan_cleanup', 'maintain', [...MAINTAIN, 'applied', 'items']],
  [
    'maintain validate_structure --level comprehensive',
    'maintain',
    [...MAINTAIN, 'validation_level', 'checks', 'findings', 'error_count'],
  ],
  ['maintain update_documentation', 'maintain', [...MAINTAIN, 'files', ...COMMIT]],
  ['maintain prepare_handover', 'maintain', [...MAINTAIN, 'handover']],
];

let shop: TestRepository;
beforeAll(async () => {
  shop = createRepository({ files: { 'README.md': '# Shop\n' } });
  const input = '[{"title": "Find a place"}, {"title": "Sign the lease", "dependencies": [0]}]';
  await askOrc(shop.root, ['plan', 'Open a shop', '--subtasks', '-'], { input });
});
afterAll(() => shop.cleanup());

/** As git leaves a merge that stopped before its commit. */
function beginMerge(): void {
  shop.git('update-ref', 'MERGE_HEAD', 'HEAD');
  shop.write('menu.txt', 'tea\n');
  shop.git('add', 'menu.txt');
}

const keysOf = (value: object) => Object.keys(value).sort();
const sorted = (keys: readonly string[]) => [...keys].sort();

/** Looks at every task, claim, plan and progress inside a document, wherever it stands. */
function checkParts(value: unknown, name = ''): void {
  if (Array.isArray(value)) for (const element of value) checkParts(element, name);
  else if (value !== null && typeof value === 'object') {
    if ('blocked_by' in value) expect(keysOf(value), name).toEqual(sorted(TASK));
    if ('expires_at' in value) expect(keysOf(value), name).toEqual(sorted(CLAIM));
    if (name === 'plans' || name === 'plan') expect(keysOf(value), name).toEqual(sorted(PLAN));
    if (name === 'progress') expect(keysOf(value), name).toEqual(sorted(PROGRESS));
    for (const [key, part] of Object.entries(value)) checkParts(part, key);
  }
}

/** They go on until they are stopped, and print a line an event, or speak a protocol that is not ours. */
const STREAMS = ['hook', 'watch', 'merge-driver', 'mcp'];

describe('--json', () => {
  it('is known here for every command', () => {
    const known = DOCUMENTS.map(([command]) => command.split(' ', 1)[0]);
    expect(Object.keys(COMMANDS).filter((name) => !known.includes(name))).toEqual(STREAMS);
  });

  it.each(DOCUMENTS)('of `orc %s` is one document of kind %s', async (command, kind, keys) => {
    const input = '[{"title": "Look around"}]';
    if (kind === 'merge') beginMerge();
    const { code, stdout, stderr } = await runOrc(shop.root, [...command.split(' '), '--json'], { input });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^\{.*\}\n$/);
    const document = JSON.parse(stdout);
    expect(document).toMatchObject({ schema: 1, kind });
    expect(keysOf(document)).toEqual(sorted(['schema', 'kind', ...keys]));
    checkParts(document);
    if (kind === 'merge') shop.git('reset', '--quiet', '--hard');
  });

  it('of a plan names each task as the caller did', async () => {
    const input = '[{"title": "Rest", "task_id": "rest"}, {"title": "Go on", "dependencies": ["rest"]}]';
    const { tasks } = await askOrc(shop.root, ['plan', 'Take a break', '--subtasks', '-', '--dry-run'], {
      input,
    });
    expect(tasks.map(keysOf)).toEqual(
      [0, 1].map(() => ['depends_on', 'id', 'input_id', 'path', 'specialist', 'title']),
    );
    expect(tasks.map(({ input_id }: { input_id: string | null }) => input_id)).toEqual(['rest', null]);
  });

  it('of a problem tells its place', async () => {
    shop.write('.tasks/README.md', '# Plans\n');
    shop.write('.tasks/stray.md', 'no front matter\n');
    const { problem_count, problems } = await askOrc(shop.root, ['status']);
    expect(problem_count).toBe(1);
    expect(keysOf(problems[0])).toEqual(['code', 'column', 'hint', 'line', 'message', 'path', 'severity']);
    expect(problems[0].path).toBe('.tasks/stray.md');
  });

  it('of a failure is one document on stderr and nothing on stdout', async () => {
    const { code, stdout, stderr } = await runOrc(shop.root, ['--json', 'show', 'nothing-here']);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(/^\{.*\}\n$/);
    const document = JSON.parse(stderr);
    expect(keysOf(document)).toEqual(['error', 'kind', 'schema']);
    expect(document).toMatchObject({ schema: 1, kind: 'error' });
    expect(keysOf(document.error)).toEqual(['code', 'data', 'hints', 'kind', 'message', 'owner']);
  });

  it('of a mistyped command line is the same kind of document', async () => {
    expect(await refuseOrc(shop.root, ['show'])).toMatchObject({ code: 'usage', kind: 'usage', exit: 2 });
  });
});
