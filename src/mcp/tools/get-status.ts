import { z } from 'zod';
import { readStatus } from '../../app/read-status.ts';
import { renderStatus } from '../texts/render-status.ts';
import { defineTool, READS } from './tool.ts';

/** Where the plans stand. */
export const getStatus = defineTool({
  name: 'orchestrator_get_status',
  description:
    'Plans with progress, tasks in progress, ready (best first) and waiting with what they wait for, and problems.',
  input: z.strictObject({
    plan_id: z.string().optional().describe('One plan; default all'),
    include_completed: z.boolean().optional(),
  }),
  output: { kinds: ['status'], keys: ['plans', 'tasks', 'problems'] },
  annotations: READS,
  async run({ plan_id, include_completed }, connection) {
    const query = { plan: plan_id, includeCompleted: include_completed };
    const document = await readStatus(await connection.open(), query);
    return { document, text: renderStatus(document) };
  },
});
