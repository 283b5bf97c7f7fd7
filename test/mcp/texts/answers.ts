/** Answers of the use cases, as the renderers get them. */
import type { CompletionAnswer, PlanSummary, TaskDocument } from '../../../src/app/answers.ts';

export const NO_PROBLEMS = { problem_count: 0, problems: [] } as const;

/** A ready task, with what a test changes in it. */
export function createTask(changes: Partial<TaskDocument> = {}): TaskDocument {
  return {
    id: 'hash-passwords-8xw2mn',
    title: 'Hash passwords',
    plan: 'web-application-k3f9q2',
    path: '.tasks/web-application-k3f9q2/hash-passwords-8xw2mn.md',
    status: 'pending',
    state: 'ready',
    specialist: 'implementer',
    priority: 'high',
    complexity: 'moderate',
    effort: '3h',
    depends_on: [],
    blocked_by: [],
    dependents: [],
    ready: true,
    claim: null,
    commits: [],
    artifacts: [],
    completion: null,
    revision: 'f00dfeed',
    ...changes,
  };
}

export const PLAN: PlanSummary = {
  id: 'web-application-k3f9q2',
  title: 'Web application',
  state: 'in_progress',
  progress: { completed: 1, total: 4, percent: 25 },
};

/** A completion with a commit, and a next task. */
export function createCompletion(changes: Partial<CompletionAnswer> = {}): CompletionAnswer {
  return {
    kind: 'completion',
    task: createTask({ status: 'completed', state: 'completed' }),
    status: 'completed',
    commits: ['c0ffee'],
    artifacts: [{ path: 'src/hash.ts', blob: 'b10b' }],
    repeated: false,
    progress: { completed: 1, total: 4, percent: 25 },
    next_task: createTask({ id: 'user-management-3k9qzn', title: 'User management' }),
    next_step: 'Go on with user-management-3k9qzn.',
    warnings: [],
    published: [],
    commit: 'c0ffee',
    committed: true,
    not_committed: null,
    ...NO_PROBLEMS,
    ...changes,
  };
}
