import { z } from 'zod';
import { listTasks } from '../../app/list-tasks.ts';
import { showReference } from '../../app/show-reference.ts';
import { STATES } from '../../core/task.ts';
import { PlanError } from '../../errors.ts';
import { renderList } from '../texts/render-list.ts';
import { renderShow } from '../texts/render-show.ts';
import { MAX_LIST_LENGTH } from '../untrusted.ts';
import { listOf, namesGiven } from './parameters.ts';
import { defineTool, READS, type ToolAnswer } from './tool.ts';

const DEFAULT_LIMIT = 50;

const input = z.strictObject({
  task_id: z.string().min(1).optional().describe('One task, or one plan, with body; no other filter'),
  state: listOf(z.enum(STATES)).optional(),
  plan_id: z.string().optional(),
  specialist: z.string().optional(),
  search_text: z.string().optional(),
  limit: z.int().min(1).max(MAX_LIST_LENGTH).optional().describe(`Default ${DEFAULT_LIMIT}`),
  offset: z.int().min(0).optional(),
});

type Filters = Omit<z.output<typeof input>, 'task_id'>;

/** Finds tasks, or shows one. */
export const queryTasks = defineTool({
  name: 'orchestrator_query_tasks',
  description:
    'Find tasks by state, plan, specialist or text; or read one task completely, with body and revision.',
  input,
  output: { kinds: ['list', 'show'], keys: ['tasks', 'total', 'task', 'plan', 'body'] },
  annotations: READS,
  async run({ task_id, ...filters }, connection): Promise<ToolAnswer> {
    const ports = await connection.open();
    if (task_id === undefined) {
      const document = await listTasks(ports, readFilters(filters));
      return { document, text: renderList(document, filters.offset ?? 0) };
    }
    refuseFilters(filters);
    const document = await showReference(ports, { reference: task_id });
    return { document, text: renderShow(document) };
  },
});

function readFilters(filters: Filters) {
  return {
    states: filters.state,
    plan: filters.plan_id,
    specialist: filters.specialist,
    search: filters.search_text,
    limit: filters.limit ?? DEFAULT_LIMIT,
    offset: filters.offset,
  };
}

function refuseFilters(filters: Filters): void {
  const names = namesGiven(filters);
  if (names.length === 0) return;
  const message = `orchestrator_query_tasks: task_id reads one task, so ${names.join(', ')} can have no effect.`;
  throw new PlanError('usage', message, { hints: ['Give task_id alone, or the filters without it.'] });
}
