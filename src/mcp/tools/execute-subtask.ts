import { z } from 'zod';
import { executeInWorktree } from '../../app/execute-in-worktree.ts';
import { executeTask } from '../../app/execute-task.ts';
import { renderBrief } from '../texts/render-brief.ts';
import { defineTool, RECORDS } from './tool.ts';

/** Phase 3: claims a ready task and hands out its brief. */
export const executeSubtask = defineTool({
  name: 'orchestrator_execute_subtask',
  description:
    'Claim a ready task and get its brief: session, task with results of its dependencies, specialist role, environment. Refused, with reasons, unless ready. Asked again by you, it returns the brief again. Then do the work yourself.',
  input: z.strictObject({
    task_id: z.string().min(1),
    worktree: z.boolean().optional().describe('In a linked work tree of its own, named in the brief'),
  }),
  output: { kinds: ['brief'], keys: ['task', 'claim', 'brief', 'warnings'] },
  annotations: RECORDS,
  async run({ task_id, worktree }, connection) {
    const execute = worktree === true ? executeInWorktree : executeTask;
    const document = await execute(await connection.open(), { task: task_id });
    return { document, text: renderBrief(document) };
  },
});
