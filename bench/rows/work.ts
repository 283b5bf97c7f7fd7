/** What orc does, and git beside it, when tasks are planned, edited and completed. */
import type { Subject } from '../measure.ts';
import { runProcess } from '../processes.ts';
import type { BenchRepository } from '../repository.ts';

/** What git alone does with the same paths: `git add` and `git commit`, after somebody else wrote them. */
export function commitWithGit({ root }: BenchRepository, prepare: () => readonly string[]): Subject {
  let paths: readonly string[] = [];
  return {
    prepare: () => {
      paths = prepare();
    },
    run() {
      runProcess('git', ['add', '--', ...paths], { cwd: root });
      runProcess('git', ['commit', '--quiet', '--message=bench'], { cwd: root });
    },
  };
}

/** A counter that makes every run write something new. */
export function createCounter(): () => number {
  let value = 0;
  return () => {
    value += 1;
    return value;
  };
}

/** Writes a source file that a task could have been about. Returns its path. */
export function writeWork(repository: BenchRepository, number: number): string {
  const path = `src/work/part-${number}.ts`;
  repository.write(path, `export const part = ${number};\n`);
  return path;
}
