/** Commits as one stream for `git fast-import`, which makes 10,000 in a second (https://git-scm.com/docs/git-fast-import). */
import { spawnSync } from 'node:child_process';
import { cleanEnvironment } from './processes.ts';
import type { BenchRepository } from './repository.ts';

interface StreamedCommit {
  /** Counted from 1: the first follows what `main` has. */
  readonly mark: number;
  readonly message: string;
  /** The one file that it writes. */
  readonly path: string;
  readonly text: string;
}

const COMMITTER = 'Ada <ada@example.org>';
const BEGAN_S = Date.parse('2026-01-05T08:00:00Z') / 1000;

export function formatCommit({ mark, message, path, text }: StreamedCommit): string {
  const lines = [
    'commit refs/heads/main',
    `mark :${mark}`,
    `committer ${COMMITTER} ${BEGAN_S + mark * 60} +0000`,
    `data ${Buffer.byteLength(message)}`,
    message,
  ];
  if (mark === 1) lines.push('from refs/heads/main^0');
  lines.push(`M 100644 inline ${path}`, `data ${Buffer.byteLength(text)}`, text);
  return `${lines.join('\n')}\n`;
}

/** Puts a stream on top of `main` and checks it out. Returns the answers to its questions. */
export function importCommits({ root, git }: BenchRepository, stream: string): string {
  const { status, stdout, stderr } = spawnSync('git', ['fast-import', '--quiet', '--cat-blob-fd=1'], {
    cwd: root,
    env: cleanEnvironment(),
    input: stream,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  if (status !== 0) throw new Error(`git fast-import exited with ${status}:\n${stderr.trim()}`);
  git('reset', '--quiet', '--hard');
  return stdout;
}
