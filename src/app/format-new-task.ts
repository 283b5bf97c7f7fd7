import type { PlannedSubtask } from '../core/plan-input/planned-subtask.ts';
import { formatBody } from '../format/format-body.ts';
import { formatTaskFile } from '../format/format-file.ts';

interface NamedSubtask {
  readonly id: string;
  readonly dependsOn: readonly string[];
  readonly subtask: PlannedSubtask;
}

/** The text of a new task file. What was not asked for is not written: the defaults of the format hold. */
export function formatNewTask({ id, dependsOn, subtask }: NamedSubtask): string {
  return formatTaskFile(
    {
      id,
      title: subtask.title,
      status: 'pending',
      specialist: subtask.specialist ?? 'generic',
      ...(subtask.priority === null ? {} : { priority: subtask.priority }),
      ...(dependsOn.length === 0 ? {} : { depends_on: dependsOn }),
      ...(subtask.complexity === null ? {} : { complexity: subtask.complexity }),
      ...(subtask.effort === null ? {} : { effort: subtask.effort }),
      ...(subtask.files.length === 0 ? {} : { files: subtask.files }),
    },
    formatBody(subtask),
  );
}
