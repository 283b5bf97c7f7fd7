import type { Condition } from './condition.ts';
import { type Diagnosis, diagnose } from './finding.ts';

const NAMED = 3;

/** The folder of the plans, what is wrong with files in it, and what kind of clone this is. */
export function findFileDiagnoses({ repository, disk, uncommitted, unusable, busy }: Condition): Diagnosis[] {
  const found: Diagnosis[] = [];
  if (disk.tasksFolder === 'symbolic link' || disk.tasksFolder === 'no folder') {
    const message = `\`.tasks\` is ${disk.tasksFolder === 'no folder' ? 'not a folder' : 'a symbolic link'}.`;
    found.push(diagnose('tasks-not-a-folder', { subject: '.tasks', message }));
  }
  if (repository.ignoredBy !== null) {
    const message = `\`.tasks\` is ignored by ${repository.ignoredBy}`;
    found.push(diagnose('tasks-ignored', { subject: '.tasks', message }));
  }
  for (const paths of repository.collisions) {
    const where = repository.foldsCase ? 'This file system folds case' : 'This file system keeps them apart';
    const message = `${paths.join(' and ')} differ in nothing but case. ${where}.`;
    found.push(diagnose('case-collision', { subject: paths[0] ?? '', message }));
  }
  if (unusable.length > 0) {
    const message = `${count(unusable, 'file')} with errors: ${name(unusable)}.`;
    found.push(diagnose('files-unusable', { subject: '.tasks', message }));
  }
  if (uncommitted.length > 0) {
    const message = `${count(uncommitted, 'file')} not committed: ${name(uncommitted)}.`;
    found.push(diagnose('not-committed', { subject: '.tasks', message, ...offerSync(busy) }));
  }
  if (repository.isShallow) found.push(diagnose('shallow-clone', { subject: 'repository' }));
  if (repository.isPartial) found.push(diagnose('partial-clone', { subject: 'repository' }));
  return found;
}

function offerSync(busy: string | null) {
  if (busy !== null) return { hint: `A ${busy} is going on; run \`orc sync\` when it is finished.` };
  return { fix: { text: 'Commit them as `orc sync` does.', repair: { does: 'sync' } as const } };
}

function count({ length }: readonly string[], noun: string): string {
  return `${length} ${noun}${length === 1 ? '' : 's'}`;
}

function name(paths: readonly string[]): string {
  const shown = paths.slice(0, NAMED).join(', ');
  return paths.length > NAMED ? `${shown} and ${paths.length - NAMED} more` : shown;
}
