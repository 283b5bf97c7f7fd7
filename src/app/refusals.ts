import { findBlockers } from '../core/graph/find-blockers.ts';
import type { Blocker } from '../core/task.ts';
import { PlanError } from '../errors.ts';
import { type Project, stateAt } from './project.ts';
import type { LocatedTask } from './require-reference.ts';

/** Why a task cannot be worked on, by its state: `not-ready` while it waits, `transition-refused` otherwise. */
export function notReady(project: Project, { task, node }: LocatedTask): PlanError {
  const state = stateAt(project, node);
  const blockedBy = findBlockers(project.facts, node);
  const data = { task: task.id, state, blocked_by: blockedBy };
  if (state === 'waiting') {
    return new PlanError('not-ready', `${task.id} waits for ${listBlockers(blockedBy)}.`, {
      hints: [...blockedBy.slice(0, 3).flatMap(adviseOn), '`orc next` names a task that is ready.'],
      data,
    });
  }
  const because = task.reason === null ? '' : `: ${task.reason}`;
  return new PlanError('transition-refused', `${task.id} is ${state}${because}.`, {
    hints: [
      state === 'completed' || state === 'cancelled'
        ? `Open it again with \`orc reopen ${task.id} --reason …\`, if that is meant.`
        : `When that is settled, put it back with \`orc update ${task.id} --status pending\`.`,
    ],
    data,
  });
}

function listBlockers(blockedBy: readonly Blocker[]): string {
  const shown = blockedBy.slice(0, 10).map(({ id, reason }) => `${id} (${reason})`);
  if (blockedBy.length > shown.length) shown.push(`${blockedBy.length - shown.length} more`);
  return shown.join(', ');
}

function adviseOn({ id, reason }: Blocker): string[] {
  switch (reason) {
    case 'cancelled':
    case 'missing':
      return [
        `If the dependency on ${id} no longer holds, remove it with \`orc update <task> --undepend ${id}\`.`,
      ];
    case 'unreadable':
    case 'ambiguous':
      return [`\`orc lint\` shows what is wrong with ${id}.`];
    case 'cycle':
      return [`The tasks wait for each other: \`orc lint\` shows the cycle through ${id}.`];
    default:
      return [];
  }
}
