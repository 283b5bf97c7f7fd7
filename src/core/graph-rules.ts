/** The rules that need more than one file: other tasks, plans and roles. */
import { DESIGN, EXAMPLE_PLAN, examplePlan, exampleTask, HASH, SOUND_PLAN } from './example-files.ts';
import type { Rule } from './rules.ts';

const SUB_PLAN = 'choose-database-7d2r5t';
const COMPLETED = ['status: completed', 'completion: 01J9ZQ4T0W8RZ6VQ3C5N7XK2MD'];

function dependOn(...ids: readonly string[]): string {
  return ['depends_on:', ...ids.map((id) => `  - ${id}`)].join('\n');
}

const WAITING = { ...SOUND_PLAN, ...exampleTask(HASH, dependOn(DESIGN)) };

const DEPENDENCY_RULES = {
  'dangling-dependency': {
    severity: 'error',
    summary: 'A task depends on an id that no task has.',
    explanation: 'The task waits until the other exists here; it may be on a branch that is not merged yet.',
    hint: 'Correct the id, merge the branch that holds the task, or remove the dependency.',
    badFiles: { ...SOUND_PLAN, ...exampleTask(HASH, dependOn('design-user-schema')) },
    goodFiles: WAITING,
    fixable: true,
  },
  'ambiguous-dependency': {
    severity: 'error',
    summary: 'Something depends on an id that several files claim.',
    explanation: 'Which of them must be completed cannot be known, so the task waits.',
    hint: 'Resolve the duplicate id first.',
  },
  'self-dependency': {
    severity: 'error',
    summary: 'A task depends on itself.',
    explanation: 'It could never become ready.',
    hint: 'Remove the task from its own `depends_on`.',
    badFiles: { ...SOUND_PLAN, ...exampleTask(HASH, dependOn(HASH)) },
    goodFiles: WAITING,
  },
  cycle: {
    severity: 'error',
    summary: 'Tasks wait for each other in a circle.',
    explanation:
      'None of them can ever become ready. A plan that breaks down a task counts too: the task waits for it.',
    hint: 'Remove one of the dependencies on the path shown.',
    badFiles: { ...WAITING, ...exampleTask(DESIGN, dependOn(HASH)) },
    goodFiles: WAITING,
  },
  'dead-dependency': {
    severity: 'warning',
    summary: 'An open task depends on a cancelled one.',
    explanation: 'What is cancelled is never completed, so the task waits for good.',
    hint: 'Remove the dependency, open the other task again with `orc reopen`, or cancel this one too.',
    badFiles: { ...WAITING, ...exampleTask(DESIGN, 'status: cancelled', 'reason: no database after all') },
    goodFiles: WAITING,
  },
  'completed-too-early': {
    severity: 'warning',
    summary: 'A completed task depends on one that is not completed.',
    explanation: 'The other was opened again, or this one was completed by hand; its result may not hold.',
    hint: 'Check the result; if it does not hold, open the task again with `orc reopen`.',
    badFiles: { ...WAITING, ...exampleTask(HASH, ...COMPLETED, dependOn(DESIGN)) },
    goodFiles: WAITING,
  },
  'unsorted-list': {
    severity: 'warning',
    summary: 'A list whose order says nothing is not sorted.',
    explanation:
      'Branches that add to a sorted list seldom touch the same line. A list with comments in it may keep its order.',
    hint: 'Sort the items, or let `orc lint --fix` do it.',
    badFiles: { ...SOUND_PLAN, ...exampleTask(HASH, 'files:\n  - src/login/**\n  - src/auth/**') },
    goodFiles: { ...SOUND_PLAN, ...exampleTask(HASH, 'files:\n  - src/auth/**\n  - src/login/**') },
    fixable: true,
  },
} as const satisfies Record<string, Rule>;

const PLACE_RULES = {
  'duplicate-id': {
    severity: 'error',
    summary: 'Two files claim the same id.',
    explanation: 'A dependency on the id would be ambiguous, so neither of the files is used.',
    hint: 'Keep one; give the other a new name and id, or remove it.',
    badFiles: {
      ...SOUND_PLAN,
      ...examplePlan(SUB_PLAN),
      [`.tasks/${SUB_PLAN}/${DESIGN}.md`]: `---\nid: ${DESIGN}\ntitle: Design user schema\n---\n`,
    },
    goodFiles: { ...SOUND_PLAN, ...examplePlan(SUB_PLAN) },
  },
  'plan-missing': {
    severity: 'error',
    summary: 'A folder holds tasks and no `plan.md`.',
    explanation: 'What the tasks are for is not known, so they wait.',
    hint: 'Add `plan.md`, or move the tasks into the folder of their plan.',
    badFiles: exampleTask(DESIGN),
    goodFiles: SOUND_PLAN,
  },
  'misplaced-file': {
    severity: 'error',
    summary: 'A Markdown file lies directly under `.tasks/`, outside every plan.',
    explanation: 'A task belongs to the plan in whose folder it lies; this one belongs to none.',
    hint: 'Move it into the folder of its plan, or out of `.tasks/` if it is no task.',
    badFiles: { ...SOUND_PLAN, '.tasks/ideas.md': '# Ideas\n' },
    goodFiles: { ...SOUND_PLAN, '.tasks/README.md': '# Plans\n' },
  },
  'parent-missing': {
    severity: 'error',
    summary: 'A plan breaks down a task that does not exist.',
    explanation: 'The plan hangs in the air: nothing waits for it.',
    hint: 'Correct `parent`, or remove it.',
    badFiles: { ...SOUND_PLAN, ...examplePlan(SUB_PLAN, 'parent: choose-database-0000ab') },
    goodFiles: { ...SOUND_PLAN, ...examplePlan(SUB_PLAN, `parent: ${DESIGN}`) },
  },
  'unknown-specialist': {
    severity: 'warning',
    summary: 'A task asks for a role that nobody has described.',
    explanation: 'The brief falls back to the generic role.',
    hint: 'Use a known role, or add `.orchestrator/specialists/<name>.md`.',
    badFiles: { ...examplePlan(EXAMPLE_PLAN), ...exampleTask(DESIGN, 'specialist: data-wizard') },
    goodFiles: { ...examplePlan(EXAMPLE_PLAN), ...exampleTask(DESIGN, 'specialist: architect') },
  },
} as const satisfies Record<string, Rule>;

const RECORD_RULES = {
  'completed-without-record': {
    severity: 'error',
    summary: 'A task is completed by hand: it has no `completion`.',
    explanation:
      'Nothing links it to commits, so nobody can verify it. Imported tasks, which have a `source`, are exempt.',
    hint: 'Set `status: pending` again and record the work with `orc complete`.',
    badFiles: { ...examplePlan(EXAMPLE_PLAN), ...exampleTask(DESIGN, 'status: completed') },
    goodFiles: { ...examplePlan(EXAMPLE_PLAN), ...exampleTask(DESIGN, ...COMPLETED) },
  },
  'stale-record': {
    severity: 'warning',
    summary: 'A task that is not completed carries the record of a completion.',
    explanation: 'It was opened again by hand, and the next completion would seem to be the old one.',
    hint: 'Set `status: completed` again; to open the task, use `orc reopen`, which keeps the old result as a note.',
    badFiles: { ...examplePlan(EXAMPLE_PLAN), ...exampleTask(DESIGN, ...COMPLETED.slice(1)) },
    goodFiles: { ...examplePlan(EXAMPLE_PLAN), ...exampleTask(DESIGN, ...COMPLETED) },
  },
} as const satisfies Record<string, Rule>;

/** Rules between files, by code. */
export const GRAPH_RULES = { ...DEPENDENCY_RULES, ...PLACE_RULES, ...RECORD_RULES };
