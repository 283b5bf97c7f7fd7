import { z } from 'zod';
import { reviewPlans } from '../../app/review-plans.ts';
import { renderReview } from '../texts/render-review.ts';
import { defineTool, READS } from './tool.ts';

/** What a branch changes in the plans, and what is wrong with that. */
export const reviewPlan = defineTool({
  name: 'orchestrator_review_plan',
  description:
    'Review what a branch changes in the plans, like a pull request: findings (errors first), what changed in meaning, effect on the graph, verified completions. Reads commits only.',
  input: z.strictObject({
    base: z.string().min(1).optional().describe('Default: the default branch'),
    head: z.string().min(1).optional().describe('Default: HEAD'),
    plan_id: z.string().optional(),
  }),
  output: {
    kinds: ['review'],
    keys: ['findings', 'error_count', 'added', 'removed', 'changed', 'dependencies', 'graph', 'completions'],
  },
  annotations: READS,
  async run({ base, head, plan_id }, connection) {
    const document = await reviewPlans(await connection.open(), { base, head, plan: plan_id });
    return { document, text: renderReview(document) };
  },
});
