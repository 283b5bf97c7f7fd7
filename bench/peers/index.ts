import { spawnSync } from 'node:child_process';
import { delimiter, join } from 'node:path';
import { type Bench, labelOf } from '../bench.ts';
import { createFolder } from '../clean-up.ts';
import { generateTasks } from '../generate.ts';
import { runProcess } from '../processes.ts';
import { type BenchRepository, createGitFolder } from '../repository.ts';
import type { Result } from '../result.ts';
import type { Row } from '../rows/row.ts';
import { backlogMd } from './backlog-md.ts';
import type { Peer } from './peer.ts';
import { seeds } from './seeds.ts';
import { taskMaster } from './task-master.ts';
import { tbd } from './tbd.ts';
import { tk } from './tk.ts';

const PEERS: readonly Peer[] = [backlogMd, tbd, tk, taskMaster, seeds];
const NODE_MODULES = join(import.meta.dirname, '..', '..', 'node_modules', '.bin');
const PATH = `${NODE_MODULES}${delimiter}${process.env.PATH ?? ''}`;

/** The same question put to those peers that are on PATH or in node_modules; those that are not are listed. */
export const peers: Row = {
  name: 'peers',
  async measure(bench) {
    const results: Result[] = [];
    for (const peer of PEERS) {
      if (!isInstalled(peer)) results.push({ label: peer.name, notMeasured: 'not installed' });
      else
        for (const count of bench.sizes([1_000, 10_000])) results.push(await measurePeer(bench, peer, count));
    }
    return results;
  },
};

function isInstalled({ command }: Peer): boolean {
  return (
    spawnSync(command, ['--version'], { env: { ...process.env, PATH }, stdio: 'ignore' }).error === undefined
  );
}

/** A peer that refuses its own format, or this machine, is reported with its own words. */
async function measurePeer(bench: Bench, peer: Peer, count: number): Promise<Result> {
  const label = labelOf([peer.command, ...peer.question].join(' '), count);
  try {
    const repository = prepareRepository(peer, count);
    const ask = () => void runPeer(peer, repository, peer.question);
    const { N, theirs } = await bench.measure({ N: bench.bareNode, theirs: { run: ask } });
    return { label, value: theirs, unit: 'ms', beside: { N }, budget: null };
  } catch (error) {
    return { label, notMeasured: (error as Error).message.split('\n').slice(0, 3).join(' ') };
  }
}

function prepareRepository(peer: Peer, count: number): BenchRepository {
  const generated = generateTasks({ count });
  const repository = createGitFolder(createFolder(), generated);
  for (const [path, text] of Object.entries(peer.formatFiles(generated.tasks))) repository.write(path, text);
  repository.git('add', '--all');
  repository.git('commit', '--quiet', '--message=everything');
  for (const args of peer.preparation ?? []) runPeer(peer, repository, args);
  return repository;
}

function runPeer({ command }: Peer, { root }: BenchRepository, args: readonly string[]): string {
  return runProcess(command, args, { cwd: root, env: { PATH } });
}
