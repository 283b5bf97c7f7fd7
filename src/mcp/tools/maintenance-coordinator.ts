import { z } from 'zod';
import { ACTIONS, SCOPES, VALIDATION_LEVELS } from '../../app/maintain/answers.ts';
import { maintainProject } from '../../app/maintain-project.ts';
import { renderMaintenance } from '../texts/render-maintenance.ts';
import { defineTool, RECORDS } from './tool.ts';

/** Upkeep. Clearing up is only shown here: doing it is a person's decision, on the command line. */
export const maintenanceCoordinator = defineTool({
  name: 'orchestrator_maintenance_coordinator',
  description:
    'Show leftovers, validate files, repository and (comprehensive) history, refresh generated pages, or write a hand-over.',
  input: z.strictObject({
    action: z.enum(ACTIONS),
    scope: z.enum(SCOPES).optional(),
    validation_level: z.enum(VALIDATION_LEVELS).optional(),
    target_task_id: z.string().optional().describe('Task or plan'),
  }),
  output: { kinds: ['maintain'], keys: ['items', 'findings', 'files', 'handover'] },
  annotations: RECORDS,
  async run({ action, scope, validation_level, target_task_id }, connection) {
    const request = { scope, target: target_task_id, level: validation_level };
    const document = await maintainProject(await connection.open(), action, request);
    return { document, text: renderMaintenance(document) };
  },
});
