import { formatTaskFile } from '../src/format/format-file.ts';
import { formatCommit, importCommits } from './fast-import.ts';
import { type BenchRepository, createRepository } from './repository.ts';

export interface PlanHistoryOptions {
  readonly commits: number;
  readonly tasks: number;
}

/** Creates a repository in which each of that many commits changes one task, one task after the other. */
export function createPlanHistory({ commits, tasks }: PlanHistoryOptions): BenchRepository {
  const repository = createRepository({ count: tasks });
  const stream: string[] = [];
  for (let mark = 1; mark <= commits; mark += 1) {
    const task = repository.generated.tasks[mark % tasks];
    if (task === undefined) continue;
    const text = formatTaskFile({ ...task.written, effort: `${mark}m` }, task.body);
    stream.push(formatCommit({ mark, message: `Estimate ${task.written.id}\n`, path: task.path, text }));
  }
  importCommits(repository, stream.join(''));
  return repository;
}
