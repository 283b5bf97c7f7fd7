import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { createGit } from '../../src/git/git-port.ts';
import { locateRepository } from '../../src/git/locate-repository.ts';
import { addHook, create, MESSAGE, TASK } from './commit-fixture.ts';

afterEach(() => {
  delete process.env.GIT_TRACE2_EVENT;
});

interface Process {
  readonly command: string;
  /** How many files it had the disk confirm. */
  readonly synced: number;
}

/** What git says of its own processes, in the order of their end: one JSON object a line. */
function readProcesses(trace: string): Process[] {
  const commands = new Map<string, { command: string; synced: number }>();
  for (const line of readFileSync(trace, 'utf8').trim().split('\n')) {
    const event = JSON.parse(line);
    if (event.event === 'cmd_name') commands.set(event.sid, { command: event.name, synced: 0 });
    const process = commands.get(event.sid);
    if (event.key === 'fsync/hardware-flush' && process !== undefined) process.synced = Number(event.value);
  }
  return [...commands.values()];
}

describe('the git processes of a commit', () => {
  it('are five, and what they write is synced: blob, trees, commit and ref', async () => {
    const repository = create();
    const git = createGit(locateRepository(repository.root));
    const trace = join(repository.root, '.git/trace');
    process.env.GIT_TRACE2_EVENT = trace;
    await git.requireCommitReady();
    repository.write(TASK, 'completed\n');
    expect(await git.commitPaths({ paths: [TASK], message: MESSAGE })).toMatchObject({ committed: true });
    const processes = readProcesses(trace).filter(({ command }) => command !== 'version');
    expect(processes.map(({ command }) => command).sort()).toEqual([
      'cat-file',
      'config',
      'unpack-objects',
      'update-index',
      'update-ref',
    ]);
    const synced = new Map(processes.map(({ command, synced }) => [command, synced]));
    expect(synced.get('update-index')).toBe(1);
    expect(synced.get('unpack-objects')).toBe(4);
    expect(synced.get('update-ref')).toBe(1);
  });

  it('write nothing when HEAD holds the paths already', async () => {
    const repository = create();
    addHook(repository, 'pre-commit', 'touch ran.txt');
    const git = createGit(locateRepository(repository.root));
    process.env.GIT_TRACE2_EVENT = join(repository.root, '.git/trace');
    expect(await git.commitPaths({ paths: [TASK], message: MESSAGE })).toMatchObject({ reason: 'unchanged' });
    const commands = readProcesses(process.env.GIT_TRACE2_EVENT).map(({ command }) => command);
    expect(commands).not.toContain('unpack-objects');
    expect(repository.exists('ran.txt')).toBe(false);
  });
});
