import { z } from 'zod';
import { synthesizePlan } from '../../app/synthesize-plan.ts';
import { renderSynthesis } from '../texts/render-synthesis.ts';
import { defineTool, RECORDS } from './tool.ts';

/** Phase 6: combines the results of a plan. */
export const synthesizeResults = defineTool({
  name: 'orchestrator_synthesize_results',
  description:
    'Combine all results of a finished plan, in dependency order and with their commits, into synthesis.md and commit it. An unfinished plan is refused unless partial, and the text then says so.',
  input: z.strictObject({
    parent_task_id: z.string().min(1).describe('Plan id, or the task that a plan breaks down'),
    partial: z.boolean().optional(),
  }),
  output: { kinds: ['synthesis'], keys: ['plan', 'path', 'commit', 'complete', 'text'] },
  annotations: RECORDS,
  async run({ parent_task_id, partial }, connection) {
    const document = await synthesizePlan(await connection.open(), { plan: parent_task_id, partial });
    return { document, text: renderSynthesis(document) };
  },
});
