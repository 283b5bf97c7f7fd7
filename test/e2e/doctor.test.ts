/** `orc doctor` in real repositories: it shows and changes nothing, repairs what it is told to, and no more. */
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, readdirSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { readOwnIdentity } from '../../src/store/process-identity.ts';
import { askOrc, refuseOrc, runOrc } from '../helpers/orc.ts';
import { createRepository, type TestRepository } from '../helpers/repository.ts';

const open: (() => unknown)[] = [];
afterEach(() => {
  for (const cleanup of open.splice(0).reverse()) cleanup();
});

/** No process has it: more than the kernel gives out. */
const DEAD_PID = 2 ** 22 + 7;

async function createShop(): Promise<TestRepository> {
  const shop = createRepository({ files: { 'README.md': '# Shop\n' } });
  open.push(shop.cleanup);
  await askOrc(shop.root, ['plan', 'Open a shop', '--subtasks', '-'], {
    input: '[{"title": "Paint the door"}]',
  });
  return shop;
}

async function diagnose({ root }: TestRepository, ...options: string[]) {
  const { code, stdout, stderr } = await runOrc(root, ['doctor', '--json', ...options]);
  expect(stderr).toBe('');
  const { findings, error_count } = JSON.parse(stdout);
  return { code, findings, error_count, codes: findings.map((finding: { code: string }) => finding.code) };
}

function writeLock(shop: TestRepository, path: string, changes: object): string {
  const holder = {
    ...readOwnIdentity(),
    nonce: '0123456789abcdef',
    at: '2026-03-01T08:00:00.000Z',
    ...changes,
  };
  shop.write(path, `ORCHESTRATOR-LOCK 1\n${JSON.stringify(holder)}\n`);
  return join(shop.root, path);
}

/** Long enough ago that no writer in another container can be behind it. */
function writeOldTemporary(shop: TestRepository, folder: string): string {
  const path = join(shop.root, folder, `.tmp-${DEAD_PID}-0123456789abcdef`);
  writeFileSync(path, 'half of a');
  utimesSync(path, 0, 0);
  return path;
}

describe('doctor', () => {
  it('finds nothing in a sound repository, and says where it runs', async () => {
    const shop = await createShop();
    const { environment, findings } = await askOrc(shop.root, ['doctor']);
    expect(findings).toEqual([]);
    expect(environment).toMatchObject({
      root: shop.root,
      branch: 'main',
      worktree: 'main',
      object_format: 'sha1',
    });
    expect((await runOrc(shop.root, ['doctor'])).stdout).toContain('Nothing was found.');
  });

  it('shows a lock that git left, keeps it for --fix --yes, and removes it with --break-lock', async () => {
    const shop = await createShop();
    shop.write('.git/index.lock', '');
    shop.write('.git/refs/heads/main.lock', '');
    for (const options of [[], ['--fix'], ['--fix', '--yes']]) {
      expect(await diagnose(shop, ...options)).toMatchObject({ code: 1, codes: ['lock-left', 'lock-left'] });
      expect(shop.exists('.git/index.lock')).toBe(true);
    }
    expect(await diagnose(shop, '--fix', '--break-lock')).toMatchObject({ code: 0, error_count: 0 });
    expect(readdirSync(join(shop.root, '.git')).filter((name) => name.endsWith('.lock'))).toEqual([]);
    await askOrc(shop.root, ['update', 'paint', '--note', 'Green.']);
  });

  it.skipIf(process.platform !== 'linux')(
    'leaves a lock alone while git is at work in the repository',
    async () => {
      const shop = await createShop();
      const git = spawn('git', ['cat-file', '--batch'], { cwd: shop.root, stdio: 'pipe' });
      open.push(() => git.kill());
      await new Promise((resolve) => git.once('spawn', resolve));
      shop.write('.git/index.lock', '');
      const { code, findings } = await diagnose(shop, '--fix', '--yes', '--break-lock');
      expect({ code, findings }).toMatchObject({
        code: 0,
        findings: [{ code: 'lock-in-use', fix: null, fixed: false }],
      });
      expect(findings[0].message).toContain(`process ${git.pid}`);
      expect(shop.exists('.git/index.lock')).toBe(true);
    },
  );

  it('takes over locks of ours whose holder has ended, and recovers what else it left', async () => {
    const shop = await createShop();
    const paths = ['.git/index.lock', '.git/orchestrator/lock'].map((path) =>
      writeLock(shop, path, { pid: DEAD_PID }),
    );
    const temporary = writeOldTemporary(shop, '.tasks');
    const codes = ['lock-of-the-dead', 'lock-of-the-dead', 'temporary-files'];
    expect(await diagnose(shop)).toMatchObject({ code: 0, codes });
    expect([...paths, temporary].every((path) => existsSync(path))).toBe(true);
    await diagnose(shop, '--fix', '--yes');
    expect([...paths, temporary].map((path) => existsSync(path))).toEqual([false, false, false]);
  });

  it('breaks a lock of another machine only when told so by name, and never one of a live process', async () => {
    const shop = await createShop();
    const path = writeLock(shop, '.git/orchestrator/lock', { host: 'till', pid: 7 });
    const before = await diagnose(shop, '--fix', '--yes');
    expect(before).toMatchObject({
      code: 1,
      codes: ['lock-left'],
      findings: [{ guarded: true, fixed: false }],
    });
    expect(before.findings[0].message).toContain('process 7 on till');
    await diagnose(shop, '--fix', '--break-lock');
    expect(existsSync(path)).toBe(false);
    writeLock(shop, '.git/orchestrator/lock', {});
    expect(await diagnose(shop, '--fix', '--break-lock')).toMatchObject({ code: 0, codes: ['lock-in-use'] });
    expect(existsSync(path)).toBe(true);
  });

  it('removes temporary files of processes that have ended, and no others', async () => {
    const shop = await createShop();
    const plan = readdirSync(join(shop.root, '.tasks')).find((name) => name.startsWith('open-'));
    const old = [writeOldTemporary(shop, `.tasks/${plan}`), writeOldTemporary(shop, '.tasks')];
    const young = join(shop.root, '.tasks', `.tmp-${DEAD_PID}-fedcba9876543210`);
    writeFileSync(young, 'just begun');
    expect(await diagnose(shop)).toMatchObject({ code: 0, codes: ['temporary-files'] });
    expect(old.every((path) => existsSync(path))).toBe(true);
    await diagnose(shop, '--fix', '--yes');
    expect([...old, young].map((path) => existsSync(path))).toEqual([false, false, true]);
  });

  it('commits what was recorded and not committed', async () => {
    const shop = await createShop();
    await askOrc(shop.root, ['update', 'paint', '--note', 'Green.', '--no-commit']);
    expect(await diagnose(shop)).toMatchObject({ code: 0, codes: ['not-committed'] });
    expect(await diagnose(shop, '--fix', '--yes')).toMatchObject({ findings: [{ fixed: true }] });
    expect(shop.git('status', '--porcelain')).toBe('');
    expect(shop.git('log', '-1', '--format=%s')).toBe('task(paint-the-door): update Paint the door');
  });

  it('clears up after a work tree that was deleted: the claim and git’s record go, the branch stays', async () => {
    const shop = await createShop();
    const [{ id }] = (await askOrc(shop.root, ['list'])).tasks;
    const linked = `${shop.root}-linked`;
    open.push(() => rmSync(linked, { recursive: true, force: true }));
    shop.git('worktree', 'add', '--quiet', '-b', `task/${id}`, linked);
    await askOrc(linked, ['execute', id]);
    rmSync(linked, { recursive: true });
    expect((await diagnose(shop)).codes.sort()).toEqual(['claim-without-worktree', 'worktree-gone']);
    await diagnose(shop, '--fix', '--yes');
    expect((await diagnose(shop)).codes).toEqual([]);
    expect((await askOrc(shop.root, ['claims'])).claims).toEqual([]);
    expect(shop.git('branch', '--list', 'task/*')).toContain(id);
  });

  it('says which pattern ignores .tasks, and that one which takes it in again does not', async () => {
    const shop = await createShop();
    shop.write('.gitignore', '*.log\n.tasks/\n');
    const { code, findings } = await diagnose(shop);
    expect({ code, findings }).toMatchObject({ code: 1, findings: [{ code: 'tasks-ignored' }] });
    expect(findings[0].message).toContain('.gitignore:2: .tasks/');
    shop.write('.gitignore', '.*\n!/.tasks/\n');
    expect((await diagnose(shop)).codes).toEqual([]);
  });

  it('finds names that differ in case, a linked .tasks, and an unknown committer', async () => {
    const shop = await createShop();
    const blob = shop.git('hash-object', '-w', 'README.md');
    for (const path of ['.tasks/x-000000/notes.txt', '.tasks/X-000000/other.txt']) {
      shop.git('update-index', '--add', '--cacheinfo', `100644,${blob},${path}`);
    }
    const { findings } = await diagnose(shop);
    expect(findings).toMatchObject([{ code: 'case-collision' }]);
    expect(findings[0].message).toContain('.tasks/X-000000 and .tasks/x-000000');

    const other = createRepository({ files: { 'README.md': '# Shop\n' } });
    open.push(other.cleanup);
    symlinkSync('/tmp', join(other.root, '.tasks'));
    other.git('config', 'user.useConfigOnly', 'true');
    other.git('config', '--unset', 'user.email');
    expect((await diagnose(other)).codes).toEqual(
      expect.arrayContaining(['tasks-not-a-folder', 'identity-missing']),
    );
  });

  it('finds what init has installed once the program is gone, and a driver that this clone does not know', async () => {
    const shop = await createShop();
    const noOrc = {
      env: { PATH: dirname(execFileSync('sh', ['-c', 'command -v git'], { encoding: 'utf8' }).trim()) },
    };
    await askOrc(shop.root, ['init', '--hooks', '--merge-driver']);
    const find = async (options = {}) => {
      const { findings } = await askOrc(shop.root, ['doctor'], options);
      return findings
        .filter(({ code }: { code: string }) => code !== 'not-committed')
        .map(({ code, subject }: { code: string; subject: string }) => `${code}: ${subject}`);
    };
    expect(await find(noOrc)).toEqual(['part-without-program: merge.orchestrator.driver']);
    shop.write(
      '.git/hooks/pre-commit',
      shop.read('.git/hooks/pre-commit').replace(/'[^']*orc\.cjs'/, "'/gone/orc.cjs'"),
    );
    expect(await find(noOrc)).toEqual([
      'part-without-program: the hook pre-commit',
      'part-without-program: merge.orchestrator.driver',
    ]);
    const folder = join(shop.root, 'bin');
    shop.write('bin/orc', '#!/bin/sh\n');
    expect(await find({ env: { PATH: `${noOrc.env.PATH}:${folder}` } })).toEqual([]);
    shop.git('config', '--unset', 'merge.orchestrator.driver');
    expect(await find({ env: { PATH: `${noOrc.env.PATH}:${folder}` } })).toEqual([
      'driver-unset: .gitattributes',
    ]);
  });

  it('goes on where a plan file and the settings are broken, and points to lint', async () => {
    const shop = await createShop();
    shop.write('.tasks/stray.md', 'no front matter\n');
    shop.write('.orchestrator/config.yaml', 'commit: sometimes\n');
    const { code, findings } = await diagnose(shop);
    expect({ code, findings }).toMatchObject({ code: 1, findings: [{ code: 'files-unusable' }] });
    expect(findings[0].message).toContain('.orchestrator/config.yaml, .tasks/stray.md');
  });

  it('refuses --yes without --fix, and names no other host than this one', async () => {
    const shop = await createShop();
    expect(await refuseOrc(shop.root, ['doctor', '--yes'])).toMatchObject({ code: 'usage', exit: 2 });
    expect(readOwnIdentity().host).toBe(hostname());
  });
});
