import type { PlannedSubtask } from '../core/plan-input/planned-subtask.ts';
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

/** Free description, then the criteria as an open checklist. */
function formatBody({ description, acceptanceCriteria }: PlannedSubtask): string {
  const parts: string[] = [];
  if (description.trim() !== '') parts.push(description.trim());
  if (acceptanceCriteria.length > 0) {
    const list = acceptanceCriteria.map((criterion) => `- [ ] ${criterion}`).join('\n');
    parts.push(`## Acceptance criteria\n\n${list}`);
  }
  return parts.length === 0 ? '' : `${parts.join('\n\n')}\n`;
}
