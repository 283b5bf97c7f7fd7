/** The rules that need more than one file: other tasks, plans and roles. */
import type { Rule } from './rules.ts';

/** Rules between files, by code. */
export const GRAPH_RULES = {
  'duplicate-id': {
    severity: 'error',
    summary: 'Two files claim the same id.',
    explanation: 'A dependency on the id would be ambiguous, so neither of the files is used.',
    hint: 'Keep one; give the other a new name and id, or remove it.',
  },
  'dangling-dependency': {
    severity: 'error',
    summary: 'A task depends on an id that no task has.',
    explanation: 'The task waits until the other exists here; it may be on a branch that is not merged yet.',
    hint: 'Correct the id, merge the branch that holds the task, or remove the dependency.',
  },
  'ambiguous-dependency': {
    severity: 'error',
    summary: 'A task depends on an id that several files claim.',
    explanation: 'Which of them must be completed cannot be known, so the task waits.',
    hint: 'Resolve the duplicate id first.',
  },
  'self-dependency': {
    severity: 'error',
    summary: 'A task depends on itself.',
    explanation: 'It could never become ready.',
    hint: 'Remove the task from its own `depends_on`.',
  },
  cycle: {
    severity: 'error',
    summary: 'Tasks wait for each other in a circle.',
    explanation: 'None of them can ever become ready.',
    hint: 'Remove one of the dependencies on the path shown.',
  },
  'plan-missing': {
    severity: 'error',
    summary: 'A folder holds tasks and no `plan.md`.',
    explanation: 'What the tasks are for is not known, so they wait.',
    hint: 'Add `plan.md`, or move the tasks into the folder of their plan.',
  },
  'misplaced-file': {
    severity: 'error',
    summary: 'A Markdown file lies directly under `.tasks/`, outside every plan.',
    explanation: 'A task belongs to the plan in whose folder it lies; this one belongs to none.',
    hint: 'Move it into the folder of its plan, or out of `.tasks/` if it is no task.',
  },
  'parent-missing': {
    severity: 'error',
    summary: 'A plan breaks down a task that does not exist.',
    explanation: 'The plan hangs in the air: nothing waits for it.',
    hint: 'Correct `parent`, or remove it.',
  },
  'unknown-specialist': {
    severity: 'warning',
    summary: 'A task asks for a role that nobody has described.',
    explanation: 'The brief falls back to the generic role.',
    hint: 'Use a known role, or add `.orchestrator/specialists/<name>.md`.',
  },
} as const satisfies Record<string, Rule>;
