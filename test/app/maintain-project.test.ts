import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { completeTask } from '../../src/app/complete-task.ts';
import { executeTask } from '../../src/app/execute-task.ts';
import { initialize } from '../../src/app/initialize.ts';
import type {
  CleanupAnswer,
  DocumentationAnswer,
  HandoverAnswer,
  MaintainAction,
  ValidationAnswer,
} from '../../src/app/maintain/answers.ts';
import { type MaintainRequest, maintainProject } from '../../src/app/maintain-project.ts';
import { planTask } from '../../src/app/plan-task.ts';
import { updateTask } from '../../src/app/update-task.ts';
import { openWorkspace } from '../../src/workspace.ts';
import { createRepository } from '../helpers/repository.ts';

const open: (() => unknown)[] = [];
afterEach(() => {
  for (const cleanup of open.splice(0).reverse()) cleanup();
});

const HOUR_MS = 3_600_000;

/** A shop with three tasks: the door first, then the sign; the lease by itself. */
async function createShop() {
  const repository = createRepository({ files: { 'README.md': '# Shop\n' } });
  open.push(repository.cleanup);
  const { root } = repository;
  const as = async (actor: string, { directory = root, aheadMs = 0 } = {}) => {
    const ports = await openWorkspace({ directory, actor });
    return { ...ports, actor, host: ports.host, now: () => new Date(Date.now() + aheadMs) };
  };
  const ada = await as('ada');
  const { plan_id, tasks } = await planTask(ada, {
    description: 'Open a shop',
    subtasks: [
      { title: 'Paint the door' },
      { title: 'Hang a sign', dependencies: [0] },
      { title: 'Sign the lease' },
    ],
  });
  const [door = '', sign = '', lease = ''] = tasks.map(({ id }) => id);
  return { repository, root, as, ada, planId: plan_id, door, sign, lease };
}

type Shop = Awaited<ReturnType<typeof createShop>>;

interface AnswerOf {
  scan_cleanup: CleanupAnswer;
  validate_structure: ValidationAnswer;
  update_documentation: DocumentationAnswer;
  prepare_handover: HandoverAnswer;
}

async function maintain<Action extends MaintainAction>(
  ports: Shop['ada'],
  action: Action,
  request: MaintainRequest = {},
): Promise<AnswerOf[Action]> {
  return (await maintainProject(ports, action, request)) as AnswerOf[Action];
}

async function finish({ repository, ada }: Shop, task: string) {
  repository.write(`${task}.txt`, 'done\n');
  await completeTask(ada, { task, summary: `Finished ${task}`, paths: [`${task}.txt`], commits: [] });
}

function addWorktree({ repository, root }: Shop, task: string): string {
  const path = `${root}-${task}`;
  open.push(() => rmSync(path, { recursive: true, force: true }));
  repository.git('worktree', 'add', '--quiet', '-b', `task/${task}`, path);
  return path;
}

describe('scan_cleanup', () => {
  it('shows an expired claim, and releases it only when told to', async () => {
    const shop = await createShop();
    await executeTask(shop.ada, { task: shop.door });
    expect((await maintain(shop.ada, 'scan_cleanup', { apply: true })).items).toEqual([]);
    const later = await shop.as('bob', { aheadMs: 5 * HOUR_MS });
    const shown = await maintain(later, 'scan_cleanup');
    expect(shown.items).toMatchObject([
      { what: 'claim', subject: shop.door, action: 'release', done: false },
    ]);
    expect(shop.ada.git.readClaims().size).toBe(1);
    const applied = await maintain(later, 'scan_cleanup', { apply: true });
    expect(applied).toMatchObject({ applied: true, items: [{ done: true }] });
    expect(shop.ada.git.readClaims().size).toBe(0);
  });

  it('keeps a live claim on a task that is not in this work tree: it may be on another branch', async () => {
    const shop = await createShop();
    await executeTask(shop.ada, { task: shop.door });
    shop.repository.git('rm', '-r', '--quiet', '.tasks');
    shop.repository.git('commit', '--quiet', '--message=Away');
    const { items } = await maintain(shop.ada, 'scan_cleanup', { apply: true });
    expect(items).toMatchObject([{ what: 'claim', action: null, done: false }]);
    expect(shop.ada.git.readClaims().size).toBe(1);
    const later = await shop.as('ada', { aheadMs: 5 * HOUR_MS });
    await maintain(later, 'scan_cleanup', { apply: true });
    expect(shop.ada.git.readClaims().size).toBe(0);
  });

  it('leaves a claim that other clones share to the command that tells them', async () => {
    const shop = await createShop();
    const remote = `${shop.root}-remote`;
    open.push(() => rmSync(remote, { recursive: true, force: true }));
    shop.repository.git('init', '--quiet', '--bare', remote);
    shop.repository.git('remote', 'add', 'origin', remote);
    await executeTask(shop.ada, { task: shop.door, remote: 'origin' });
    const later = await shop.as('ada', { aheadMs: 5 * HOUR_MS });
    const { items } = await maintain(later, 'scan_cleanup', { apply: true });
    expect(items).toMatchObject([{ what: 'claim', action: null, done: false }]);
    expect(items[0]?.message).toContain(`orc release ${shop.door}`);
    expect(shop.ada.git.readClaims().size).toBe(1);
  });

  it('removes a work tree of a task when all of it is merged and clean, and keeps its branch', async () => {
    const shop = await createShop();
    const path = addWorktree(shop, shop.door);
    const { items } = await maintain(shop.ada, 'scan_cleanup', { apply: true });
    expect(items).toMatchObject([{ what: 'worktree', subject: path, action: 'remove', done: true }]);
    expect(existsSync(path)).toBe(false);
    expect(shop.repository.git('branch', '--list', 'task/*')).toContain(shop.door);
  });

  it.each<[string, (shop: Shop, path: string, git: (...args: string[]) => string) => unknown, RegExp]>([
    [
      'has changes',
      ({ repository }, path) => repository.write(join('..', path.split('/').at(-1) ?? '', 'new.txt'), 'x'),
      /not committed/,
    ],
    [
      'holds ignored files',
      ({ repository }, path) => {
        repository.write('.git/info/exclude', '*.env\n');
        repository.write(join('..', path.split('/').at(-1) ?? '', 'secret.env'), 'x');
      },
      /git ignores/,
    ],
    [
      'has commits that no other branch has',
      (_, __, git) => git('commit', '--quiet', '--allow-empty', '--message=Work'),
      /not merged/,
    ],
    ['is locked', ({ repository }, path) => repository.git('worktree', 'lock', path), /locked/],
    [
      'is where somebody works',
      async ({ as, door }, path) => executeTask(await as('bob', { directory: path }), { task: door }),
      /claimed by bob/,
    ],
  ])('keeps a work tree that %s', async (_, spoil, why) => {
    const shop = await createShop();
    const path = addWorktree(shop, shop.door);
    await spoil(shop, path, (...args) => shop.repository.git('-C', path, ...args));
    const { items } = await maintain(shop.ada, 'scan_cleanup', { apply: true });
    expect(items).toMatchObject([
      { what: 'worktree', action: null, message: expect.stringMatching(why), done: false },
    ]);
    expect(existsSync(path)).toBe(true);
  });

  it('shows a finished plan and moves nothing', async () => {
    const shop = await createShop();
    for (const task of [shop.door, shop.sign, shop.lease]) await finish(shop, task);
    const head = shop.repository.git('rev-parse', 'HEAD');
    const { items } = await maintain(shop.ada, 'scan_cleanup', { apply: true });
    expect(items).toMatchObject([{ what: 'plan', subject: shop.planId, action: null }]);
    expect(items[0]?.message).toContain(`orc synthesize ${shop.planId}`);
    expect(shop.repository.git('rev-parse', 'HEAD')).toBe(head);
  });
});

describe('validate_structure', () => {
  it('checks more the higher the level is', async () => {
    const { ada, repository } = await createShop();
    repository.write('.gitignore', '.tasks/\n');
    expect(await maintain(ada, 'validate_structure', { level: 'basic' })).toMatchObject({
      checks: ['lint'],
      findings: [],
    });
    expect(await maintain(ada, 'validate_structure')).toMatchObject({
      validation_level: 'standard',
      checks: ['lint', 'doctor'],
      error_count: 1,
      findings: [{ check: 'doctor', code: 'tasks-ignored' }],
    });
  });

  it('finds by the audit what is lost, and only of the target', async () => {
    const shop = await createShop();
    await finish(shop, shop.door);
    const path = `.tasks/${shop.planId}/${shop.door}.md`;
    const text = shop.repository.read(path);
    shop.repository.write(path, text.replace(/blob: [0-9a-f]+/, `blob: ${'1'.repeat(40)}`));
    const level = 'comprehensive';
    expect(await maintain(shop.ada, 'validate_structure', { level })).toMatchObject({
      findings: expect.arrayContaining([
        expect.objectContaining({ check: 'audit', code: 'lost', place: shop.door }),
      ]),
    });
    const other = await maintain(shop.ada, 'validate_structure', { level, target: shop.lease });
    expect(other.findings.filter(({ check }) => check === 'audit')).toEqual([]);
    expect(other).toMatchObject({ scope: 'specific_subtask', target: shop.lease });
  });
});

describe('update_documentation', () => {
  const README = '.tasks/README.md';

  async function lay(shop: Shop, change: (text: string) => string) {
    await initialize(shop.ada, {});
    shop.repository.write(README, change(shop.repository.read(README)));
    shop.repository.git('add', '.tasks', '.orchestrator');
    shop.repository.git('commit', '--quiet', '--message=Lay down');
  }
  const resultOf = ({ files }: DocumentationAnswer) => files.find(({ path }) => path === README)?.result;

  it('leaves what is current, edited or missing as it is', async () => {
    const shop = await createShop();
    expect(resultOf(await maintain(shop.ada, 'update_documentation'))).toBe('missing');
    await lay(shop, (text) => text);
    expect(resultOf(await maintain(shop.ada, 'update_documentation'))).toBe('current');
    await lay(shop, (text) => `${text}\nMine.\n`);
    const answer = await maintain(shop.ada, 'update_documentation');
    expect({ result: resultOf(answer), commit: answer.commit }).toEqual({ result: 'edited', commit: null });
    expect(shop.repository.read(README)).toContain('\nMine.\n');
  });

  it('replaces the text of another version, and commits it alone', async () => {
    const shop = await createShop();
    const { seal } = await import('../../src/store/own-text.ts');
    await lay(shop, (text) =>
      seal(text.replace('# .tasks', '# Tasks').replace(/(?<=checksum )\w{16}/, '0'.repeat(16))),
    );
    shop.repository.write('notes.txt', 'mine\n');
    shop.repository.git('add', 'notes.txt');
    const answer = await maintain(shop.ada, 'update_documentation');
    expect({ result: resultOf(answer), committed: answer.committed }).toEqual({
      result: 'updated',
      committed: true,
    });
    expect(shop.repository.read(README)).toContain('# .tasks\n');
    expect(shop.repository.filesOf('HEAD')).toEqual([README]);
    expect(shop.repository.git('status', '--porcelain')).toBe('A  notes.txt');
  });

  it('keeps a list of plans between markers that somebody has put there', async () => {
    const shop = await createShop();
    await lay(shop, () => '# Ours\n\n<!-- orc:plans -->\n<!-- /orc:plans -->\n\nThe end.\n');
    expect(resultOf(await maintain(shop.ada, 'update_documentation'))).toBe('updated');
    expect(shop.repository.read(README)).toBe(
      `# Ours\n\n<!-- orc:plans -->\n- [Open a shop](${shop.planId}/plan.md): pending, 0 of 3 tasks completed\n<!-- /orc:plans -->\n\nThe end.\n`,
    );
    expect(resultOf(await maintain(shop.ada, 'update_documentation'))).toBe('current');
  });
});

describe('prepare_handover', () => {
  it('says what is done, in progress, next and waiting, and how to go on', async () => {
    const shop = await createShop();
    await finish(shop, shop.lease);
    await updateTask(shop.ada, { task: shop.sign, note: 'It shall be\n# green' });
    await executeTask(await shop.as('bob'), { task: shop.door });
    const { handover } = await maintain(shop.ada, 'prepare_handover');
    for (const part of [
      '# Hand-over: all open plans',
      `**Sign the lease** (\`${shop.lease}\`), by ada at`,
      'audit: exact',
      `**Paint the door** (\`${shop.door}\`): bob on `,
      `**Hang a sign** (\`${shop.sign}\`): waiting, waits for \`${shop.door}\` (in_progress)`,
      '  > ### green',
      `# ${shop.door} is with bob until`,
    ]) {
      expect(handover).toContain(part);
    }
    expect(handover).not.toMatch(/^#+ green/m);
  });

  it('stays within 16 KiB however much there is, and says where the rest is', async () => {
    const shop = await createShop();
    const many = Array.from({ length: 60 }, (_, index) => ({ title: `Task ${index} ${'long '.repeat(30)}` }));
    await planTask(shop.ada, { description: 'Stock the shelves', subtasks: many });
    for (let note = 0; note < 6; note++)
      await updateTask(shop.ada, { task: shop.door, note: 'word '.repeat(2000) });
    const { handover } = await maintain(shop.ada, 'prepare_handover');
    expect(Buffer.byteLength(handover)).toBeLessThanOrEqual(16_384);
    expect(handover).toContain('orc session');
  });

  it('is limited to a plan, to a task, or to the task that the actor has claimed', async () => {
    const shop = await createShop();
    const only = await maintain(shop.ada, 'prepare_handover', { target: shop.lease });
    expect(only.handover).not.toContain('Paint the door');
    expect(only.target).toBe(shop.lease);
    const plan = await maintain(shop.ada, 'prepare_handover', { target: shop.planId });
    expect(plan.handover).toContain('Paint the door');
    const scope = 'current_subtask';
    await expect(maintain(shop.ada, 'prepare_handover', { scope })).rejects.toMatchObject({
      code: 'claim-missing',
    });
    await executeTask(shop.ada, { task: shop.door });
    expect(await maintain(shop.ada, 'prepare_handover', { scope })).toMatchObject({
      scope,
      target: shop.door,
    });
    await executeTask(shop.ada, { task: shop.lease });
    await expect(maintain(shop.ada, 'prepare_handover', { scope })).rejects.toMatchObject({
      code: 'ref-ambiguous',
    });
    await expect(maintain(shop.ada, 'prepare_handover', { scope: 'specific_subtask' })).rejects.toMatchObject(
      { code: 'usage' },
    );
    await expect(maintain(shop.ada, 'prepare_handover', { scope, target: shop.door })).rejects.toMatchObject({
      code: 'usage',
    });
  });
});
