import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { tryLockFile } from '../../src/store/lock-file.ts';
import { readOwnIdentity } from '../../src/store/process-identity.ts';
import { commit, create, expectNoLeftovers, TASK } from './commit-fixture.ts';

const WORKER = join(import.meta.dirname, 'commit-worker.ts');

async function runWorker(root: string, name: string, count: number): Promise<string> {
  const child = spawn(process.execPath, ['--import', 'tsx', WORKER, root, name, String(count)]);
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => {
    said += chunk.toString('utf8');
  });
  const [status] = await once(child, 'close');
  return status === 0 ? '' : said;
}

describe('commitPaths in several processes', () => {
  it('gives each of 8 processes its commits, one path each, and keeps staged work', async () => {
    const repository = create();
    repository.write('src/cart.ts', 'staged\n');
    repository.git('add', 'src/cart.ts');
    const names = Array.from({ length: 8 }, (_, at) => `agent-${at}`);
    const failures = await Promise.all(names.map((name) => runWorker(repository.root, name, 3)));
    expect(failures.filter(Boolean)).toEqual([]);
    const subjects = repository.git('log', '--format=%s', '--max-count=24').split('\n');
    expect([...subjects].sort()).toEqual(
      names.flatMap((name) => [0, 1, 2].map((at) => `${name}-${at}.md`)).sort(),
    );
    expect(subjects.map((_, at) => repository.filesOf(`HEAD~${at}`))).toEqual(
      subjects.map((subject) => [subject]),
    );
    expect(repository.git('status', '--porcelain')).toBe('M  src/cart.ts');
    expect(repository.git('fsck', '--no-dangling')).toBe('');
    expectNoLeftovers(repository);
  });
});

describe('commitPaths and an index lock that was left behind', () => {
  const holder = { ...readOwnIdentity(), nonce: 'abcdef0123456789', at: '2020-01-01T00:00:00.000Z' };
  const lockText = (changes: object) => `ORCHESTRATOR-LOCK 1\n${JSON.stringify({ ...holder, ...changes })}\n`;

  it('removes one of ours whose process is dead', async () => {
    const repository = create();
    const child = spawn(process.execPath, ['--eval', '']);
    await once(child, 'close');
    writeFileSync(join(repository.root, '.git/index.lock'), lockText({ pid: child.pid, start: '1' }));
    repository.write(TASK, 'completed\n');
    expect(await commit(repository)).toMatchObject({ committed: true });
    expectNoLeftovers(repository);
  });

  const kept: Record<string, string> = {
    'of a live process': lockText({}),
    'of another machine': lockText({ host: 'elsewhere', boot: 'other' }),
    'of git or anybody else': 'DIRC',
  };
  for (const [name, text] of Object.entries(kept)) {
    it(`never removes one ${name}, however old it is`, async () => {
      const repository = create();
      writeFileSync(join(repository.root, '.git/index.lock'), text);
      repository.write(TASK, 'completed\n');
      await expect(commit(repository, [TASK], 30)).rejects.toMatchObject({ code: 'contention' });
      expect(repository.read('.git/index.lock')).toBe(text);
    });
  }

  it('makes git itself wait outside while we hold it', () => {
    const repository = create();
    const lock = tryLockFile(join(repository.root, '.git/index.lock'), join(repository.root, '.git'));
    expect(() => repository.git('add', '--all')).toThrow(/index\.lock': File exists/);
    if (lock.taken) lock.release();
    repository.git('add', '--all');
  });
});
