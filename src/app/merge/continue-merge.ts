import { PlanError } from '../../errors.ts';
import type { MergeAnswer } from '../answers.ts';
import type { Ports } from '../ports.ts';
import { readProject, reportProblems } from '../project.ts';
import { type Resolution, resolveConflicts } from './resolve-conflicts.ts';

/**
 * Resolves what can be resolved of the conflicts under `.tasks/`, and says how to go on. Concluding is left to git:
 * it runs hooks, opens an editor, and may meet the next conflict. Throws `no-conflicts` and `merge-not-made`.
 */
export async function continueMerge(ports: Ports): Promise<MergeAnswer> {
  return ports.exclusively(async () => {
    const busy = ports.git.readBusyState();
    const operation = busy === 'bisect' ? null : busy;
    const resolution = await resolveConflicts(ports);
    const { resolved, conflicted, left, elsewhere } = resolution;
    if (operation === null && resolved.length + conflicted.length === 0) {
      throw new PlanError('no-conflicts', 'No merge is going on, and nothing under .tasks/ is conflicted.');
    }
    const isEmpty = resolved.length + conflicted.length + elsewhere === 0;
    if (operation === 'merge' && isEmpty && !(await ports.git.hasStagedChanges())) throw mergeNotMade();
    const problems = reportProblems(await readProject(ports));
    const next_step = describeNextStep(resolution, operation);
    return { kind: 'merge', operation, resolved, conflicted, left, elsewhere, next_step, ...problems };
  });
}

function mergeNotMade(): PlanError {
  return new PlanError(
    'merge-not-made',
    'A merge is recorded as going on, but git has merged nothing: the index is that of HEAD, without a conflict.',
    {
      hints: [
        'Undo it with `git merge --abort` and merge again: concluding it would drop all that the other side has.',
        'If you mean to drop the other side, conclude it with `git merge --continue`.',
      ],
    },
  );
}

function describeNextStep({ conflicted, elsewhere }: Resolution, operation: string | null): string {
  const finish = operation === null ? '' : `\`git ${operation} --continue\``;
  const steps = [
    conflicted.length > 0 ? 'edit the files that are left and run `git add` on them' : '',
    elsewhere > 0 ? `resolve what is conflicted outside .tasks/ (${elsewhere})` : '',
    conflicted.length + elsewhere === 0 ? 'look at what is staged with `git diff --cached`' : '',
    finish === '' ? '' : `run ${finish}`,
  ].filter((step) => step !== '');
  const text = `${steps.join(', then ')}.`;
  return text[0]?.toUpperCase() + text.slice(1);
}
