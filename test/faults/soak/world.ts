/** One remote, four clones of it, and two linked work trees of the first clone. */
import { mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openRepository, type TestRepository } from '../../helpers/repository.ts';
import { runProgram } from '../run-program.ts';

/** A work tree that agents work in. */
export interface Place extends TestRepository {
  readonly name: string;
  readonly branch: string;
}

export interface World {
  readonly entry: string;
  /** The first is the person's. */
  readonly places: readonly Place[];
  /** Work trees that are no other's: one a clone. */
  readonly clones: readonly Place[];
  readonly plan: string;
  cleanup(): void;
}

const TASKS = Array.from({ length: 12 }, (_, index) => ({
  title: `Build part ${index + 1}`,
  files: [`work/part-${index + 1}/**`],
  ...(index < 4 ? {} : { dependencies: [`Build part ${index - 3}`] }),
}));

export async function createWorld(entry: string): Promise<World> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'orchestrator-test-')));
  const remote = join(folder, 'remote.git');
  mkdirSync(remote);
  openRepository(remote).git('init', '--quiet', '--bare', '--initial-branch=main');
  const first = openClone(folder, 'A', remote);
  first.write('README.md', '# Machine\n');
  first.git('add', '--all');
  first.git('commit', '--quiet', '--message', 'Begin');
  const plan = await makePlan(entry, first.root);
  first.git('push', '--quiet', '--set-upstream', 'origin', 'main');
  const linked = ['A1', 'A2'].map((name): Place => {
    const branch = `side-${name}`;
    first.git('worktree', 'add', '--quiet', '-b', branch, join(folder, name));
    return { ...openRepository(join(folder, name)), name, branch };
  });
  const others = ['B', 'C', 'D'].map((name) => openClone(folder, name, remote));
  return {
    entry,
    places: [first, ...linked, ...others],
    clones: [first, ...others],
    plan,
    cleanup: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function openClone(folder: string, name: string, remote: string): Place {
  const root = join(folder, name);
  openRepository(folder).git('clone', '--quiet', remote, root);
  const repository = openRepository(root);
  repository.git('config', 'user.name', `Clone ${name}`);
  repository.git('config', 'user.email', `${name}@example.org`);
  repository.git('config', 'pull.rebase', 'false');
  repository.git('config', 'gc.auto', '0');
  repository.git('checkout', '--quiet', '-B', 'main');
  return { ...repository, name, branch: 'main' };
}

async function makePlan(entry: string, root: string): Promise<string> {
  const args = ['plan', 'Build the machine', '--subtasks', '-', '--json'];
  const { code, stdout, stderr } = await runProgram({ entry, root, args, input: JSON.stringify(TASKS) });
  if (code !== 0) throw new Error(stderr);
  return JSON.parse(stdout).plan_id;
}
