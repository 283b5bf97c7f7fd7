import { z } from 'zod';
import { cancel } from '../../app/cancel.ts';
import type { Ports } from '../../app/ports.ts';
import { releaseClaim } from '../../app/release-claim.ts';
import { reopen } from '../../app/reopen.ts';
import { updateTask } from '../../app/update-task.ts';
import { COMPLEXITIES, PRIORITIES, STATUSES } from '../../core/task.ts';
import { PlanError } from '../../errors.ts';
import { renderUpdate } from '../texts/render-update.ts';
import { listOf, namesGiven } from './parameters.ts';
import { defineTool } from './tool.ts';

const ACTIONS = ['edit', 'cancel', 'reopen', 'release'] as const;

const input = z.strictObject({
  task_id: z.string().min(1).describe('cancel and reopen also take a plan id'),
  action: z
    .enum(ACTIONS)
    .optional()
    .describe('Default edit; release gives up the claim; cancel and reopen need reason'),
  title: z.string().optional(),
  priority: z.enum(PRIORITIES).optional(),
  specialist: z.string().optional(),
  complexity: z.enum(COMPLEXITIES).optional(),
  effort: z.string().optional(),
  status: z.enum(STATUSES).optional().describe('Not completed: use complete_subtask'),
  reason: z.string().optional().describe('Why blocked, failed, cancelled or reopened'),
  add_dependencies: listOf(z.string()).optional(),
  remove_dependencies: listOf(z.string()).optional(),
  note: z.string().optional(),
  expect: z.string().optional().describe('Refuse unless the task is at this revision'),
});

type Input = z.output<typeof input>;
type Move = Exclude<(typeof ACTIONS)[number], 'edit'>;

/** What each action takes besides task_id. */
const PARAMETERS_OF_MOVE: Readonly<Record<Move, readonly string[]>> = {
  cancel: ['reason', 'expect'],
  reopen: ['reason', 'expect'],
  release: [],
};

/** Changes a task in place, or moves it by hand. */
export const updateTaskTool = defineTool({
  name: 'orchestrator_update_task',
  description:
    'Edit a task (only the named values change), cancel or reopen it with a reason, or release its claim. Commits the file.',
  input,
  output: { kinds: ['update'], keys: ['task', 'plan', 'commit', 'committed'] },
  annotations: { readOnlyHint: false, destructiveHint: true, idempotentHint: false, openWorldHint: false },
  async run(request, connection) {
    const document = await change(await connection.open(), request);
    return { document, text: renderUpdate(document, request.action ?? 'edit') };
  },
});

async function change(ports: Ports, request: Input) {
  const { action = 'edit', task_id, reason, expect } = request;
  if (action === 'edit') return updateTask(ports, readEdit(request));
  refuseOthers(action, request);
  if (action === 'release') return releaseClaim(ports, { task: task_id });
  if (reason === undefined) {
    const message = `orchestrator_update_task: action ${action} needs a reason.`;
    throw new PlanError('usage', message, {
      hints: [
        `Call again with reason: why the task is to be ${action === 'cancel' ? 'cancelled' : 'reopened'}.`,
      ],
    });
  }
  const move = action === 'cancel' ? cancel : reopen;
  return move(ports, { reference: task_id, reason, expect });
}

function readEdit(request: Input) {
  const { task_id, add_dependencies, remove_dependencies, action: _edit, ...values } = request;
  return {
    ...values,
    task: task_id,
    addDependencies: add_dependencies,
    removeDependencies: remove_dependencies,
  };
}

function refuseOthers(action: Move, request: Input): void {
  const { task_id: _task, action: _action, ...values } = request;
  const others = namesGiven(values).filter((name) => !PARAMETERS_OF_MOVE[action].includes(name));
  if (others.length === 0) return;
  const message = `orchestrator_update_task: action ${action} does not take ${others.join(', ')}.`;
  throw new PlanError('usage', message, {
    hints: ['Nothing was changed; do the edit in a call of its own.'],
  });
}
