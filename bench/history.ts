/**
 * A long history with completions that are true: commits of work that carry `Task:` lines, and task files
 * that record these commits and blobs. Written as one stream for `git fast-import`, which makes 10,000
 * commits in a second (https://git-scm.com/docs/git-fast-import).
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import type { WrittenTask } from '../src/core/task.ts';
import { formatTaskFile } from '../src/format/format-file.ts';
import { cleanEnvironment } from './processes.ts';
import { type BenchRepository, createRepository } from './repository.ts';

export interface HistoryOptions {
  readonly commits: number;
  /** How many of the commits are the work of a completed task. */
  readonly completions: number;
}

interface Work {
  readonly path: string;
  readonly text: string;
  readonly mark: number;
}

const COMMITTER = 'Ada <ada@example.org>';
const BEGAN_S = Date.parse('2026-01-05T08:00:00Z') / 1000;

/** Creates a repository in which every task is completed, and that many commits, most of them about something else. */
export function createHistory({ commits, completions }: HistoryOptions): BenchRepository {
  const repository = createRepository({ count: completions });
  const every = Math.floor(commits / completions);
  const works = new Map<number, Work>();
  const stream: string[] = [];
  for (let number = 0; number < commits; number += 1) {
    const work = {
      path: `src/part-${number % 997}-${number}.ts`,
      text: `export const part = ${number};\n`,
      mark: number + 1,
    };
    const place = number % every === 0 ? number / every : -1;
    const task = repository.generated.tasks[place];
    if (task !== undefined) works.set(place, work);
    stream.push(formatCommit(work, task?.written.id ?? null, number === 0));
  }
  const oids = importStream(repository, stream.join(''), works);
  for (const [place, work] of works) recordCompletion(repository, place, work, oids.get(work.mark) ?? '');
  repository.git('commit', '--quiet', '--all', '--message=plan: complete everything');
  return repository;
}

function formatCommit({ path, text, mark }: Work, task: string | null, isFirst: boolean): string {
  const trailers = task === null ? '' : `\n\nTask: ${task}`;
  const message = `Write ${path}${trailers}\n`;
  const lines = [
    'commit refs/heads/main',
    `mark :${mark}`,
    `committer ${COMMITTER} ${BEGAN_S + mark * 60} +0000`,
    `data ${Buffer.byteLength(message)}`,
    message,
  ];
  if (isFirst) lines.push('from refs/heads/main^0');
  lines.push(`M 100644 inline ${path}`, `data ${Buffer.byteLength(text)}`, text);
  return `${lines.join('\n')}\n`;
}

/** Imports the commits and checks them out. Returns the oid of every commit that belongs to a task, by its mark. */
function importStream(
  { root, git }: BenchRepository,
  stream: string,
  works: ReadonlyMap<number, Work>,
): Map<number, string> {
  const marks = `${[...works.values()].map(({ mark }) => `get-mark :${mark}`).join('\n')}\n`;
  const { status, stdout, stderr } = spawnSync('git', ['fast-import', '--quiet', '--cat-blob-fd=1'], {
    cwd: root,
    env: cleanEnvironment(),
    input: `${stream}${marks}`,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  if (status !== 0) throw new Error(`git fast-import exited with ${status}:\n${stderr.trim()}`);
  git('reset', '--quiet', '--hard');
  const oids = stdout.trimEnd().split('\n');
  return new Map([...works.values()].map(({ mark }, place) => [mark, oids[place] ?? '']));
}

function recordCompletion(
  { generated, write }: BenchRepository,
  place: number,
  work: Work,
  oid: string,
): void {
  const task = generated.tasks[place];
  if (task === undefined) return;
  const blob = createHash('sha1')
    .update(`blob ${Buffer.byteLength(work.text)}\0${work.text}`)
    .digest('hex');
  const completion = task.written.completion ?? `01KE61R7QR${String(place).padStart(16, '0')}`;
  const written: WrittenTask = {
    ...task.written,
    status: 'completed',
    started_at: '2026-01-05T08:00:00.000Z',
    completed_at: '2026-01-05T09:00:00.000Z',
    completed_by: 'Ada',
    completion,
    commits: [oid],
    artifacts: [{ path: work.path, blob }],
  };
  const { reason: _, ...record } = written;
  write(task.path, formatTaskFile(record, task.body));
}
