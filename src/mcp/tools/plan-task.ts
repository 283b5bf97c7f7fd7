import { z } from 'zod';
import { planTask } from '../../app/plan-task.ts';
import { COMPLEXITIES, PRIORITIES } from '../../core/task.ts';
import { renderPlan } from '../texts/render-plan.ts';
import { defineTool } from './tool.ts';

const text = { type: 'string' } as const;
const texts = { type: 'array', items: text } as const;

/** What an element may hold. Only shown: the use case checks it, so that all errors of a plan come at once. */
const SUBTASK_SCHEMA = {
  type: 'object',
  properties: {
    title: text,
    description: text,
    specialist_type: text,
    task_id: { type: 'string', description: 'Your name for it, usable in dependencies' },
    dependencies: {
      type: 'array',
      items: { anyOf: [text, { type: 'integer' }] },
      description: 'task_id, title, 0-based index, or id of an existing task',
    },
    estimated_effort: { type: 'string', description: '30m, 3h, 2d, 1w' },
    priority: { enum: PRIORITIES },
    complexity_level: { enum: COMPLEXITIES },
    acceptance_criteria: texts,
    files: { ...texts, description: 'Globs it expects to touch' },
  },
  required: ['title'],
  additionalProperties: false,
};

/** Phase 2: a request becomes a validated plan, written and committed as a whole or not at all. */
export const planTaskTool = defineTool({
  name: 'orchestrator_plan_task',
  description:
    'Break a goal into tasks with dependencies. The whole plan is validated first (all errors at once), then written to .tasks/ and committed; all or nothing. Returns the ids.',
  input: z.strictObject({
    description: z.string().describe('The goal'),
    subtasks_json: z
      .unknown()
      .refine((value) => value !== undefined)
      .meta({
        description: 'The array, or the same as a JSON string, or a Markdown checklist',
        anyOf: [{ type: 'array', items: SUBTASK_SCHEMA }, text],
      }),
    title: z.string().optional(),
    context: z.string().optional().describe('What every task should know'),
    complexity_level: z.enum(COMPLEXITIES).optional(),
    parent_task_id: z.string().optional().describe('Existing task that this plan breaks down'),
    dry_run: z.boolean().optional().describe('Validate only'),
  }),
  output: { kinds: ['plan'], keys: ['plan_id', 'path', 'tasks', 'commit'] },
  annotations: { readOnlyHint: false, destructiveHint: false, idempotentHint: false, openWorldHint: false },
  async run(input, connection) {
    const document = await planTask(await connection.open(), {
      description: input.description,
      subtasks: input.subtasks_json,
      title: input.title,
      context: input.context,
      complexity: input.complexity_level,
      parent: input.parent_task_id,
      dryRun: input.dry_run,
    });
    return { document, text: renderPlan(document) };
  },
});
