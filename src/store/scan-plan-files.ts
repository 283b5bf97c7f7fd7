import { deriveProblems } from '../core/lint/derive-problems.ts';
import type { Problem } from '../core/problem.ts';
import type { Plan, Snapshot, Task, UnreadableFile } from '../core/task.ts';
import type { ObjectFormat } from './blob-oid.ts';
import { listPlanFolder, listTasksFolder } from './list-plan-files.ts';
import { type PlanFileContent, readPlanFile } from './read-plan-file.ts';

/**
 * Reads every plan and task file, without an index: the plain definition of what the index has to give,
 * and what its tests compare it with.
 */
export function scanPlanFiles(root: string, objectFormat: ObjectFormat): Snapshot {
  const top = listTasksFolder(root);
  const listings = [top, ...top.folders.map((folder) => listPlanFolder(root, folder))];
  const files = listings.flatMap((listing) => listing.files);
  return assembleSnapshot(
    files.map((file) => readPlanFile(root, objectFormat, file)),
    listings.flatMap(({ problems }) => problems),
  );
}

/** Puts together what the files say, with the problems that show only between them. */
export function assembleSnapshot(
  contents: readonly PlanFileContent[],
  ofFolders: readonly Problem[] = [],
): Snapshot {
  const plans: Plan[] = [];
  const tasks: Task[] = [];
  const unreadable: UnreadableFile[] = [];
  const own = [...ofFolders];
  for (const read of contents) {
    own.push(...read.problems);
    if (read.task !== undefined) tasks.push(read.task);
    if (read.plan !== undefined) plans.push(read.plan);
    if (read.unreadable !== undefined) unreadable.push(read.unreadable);
  }
  const broken = unreadable.filter(({ kind }) => kind === 'plan');
  const problems = deriveProblems({
    own,
    tasks: [...tasks, ...unreadable.filter(({ kind }) => kind === 'task')],
    plansWithFile: new Set([...plans, ...broken].map(({ id }) => id)),
  });
  return { plans, tasks, unreadable, problems };
}
