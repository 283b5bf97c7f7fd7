/**
 * A long history with completions that are true: commits of work that carry `Task:` lines, and task files
 * that record these commits and blobs.
 */
import { createHash } from 'node:crypto';
import type { WrittenTask } from '../src/core/task.ts';
import { formatTaskFile } from '../src/format/format-file.ts';
import { formatCommit, importCommits } from './fast-import.ts';
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
    const trailers = task === undefined ? '' : `\n\nTask: ${task.written.id}`;
    const message = `Write ${work.path}${trailers}\n`;
    stream.push(formatCommit({ ...work, message }));
  }
  const oids = importWorks(repository, stream.join(''), works);
  for (const [place, work] of works) recordCompletion(repository, place, work, oids.get(work.mark) ?? '');
  repository.git('commit', '--quiet', '--all', '--message=plan: complete everything');
  return repository;
}

/** Imports the commits and checks them out. Returns the oid of every commit that belongs to a task, by its mark. */
function importWorks(
  repository: BenchRepository,
  stream: string,
  works: ReadonlyMap<number, Work>,
): Map<number, string> {
  const marks = [...works.values()].map(({ mark }) => `get-mark :${mark}\n`).join('');
  const oids = importCommits(repository, stream + marks)
    .trimEnd()
    .split('\n');
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
