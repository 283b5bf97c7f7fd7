/** The plan of the tests: a small web application with a branching graph. */
export const WEB_APPLICATION = {
  title: 'Web application',
  description: 'Create a web application with authentication and user management',
  subtasks_json: [
    {
      title: 'Design the user schema',
      task_id: 'schema',
      specialist_type: 'architect',
      priority: 'high',
      description: 'Tables for users and sessions.',
      acceptance_criteria: ['a session can be revoked'],
    },
    { title: 'Hash passwords', task_id: 'hash', specialist_type: 'implementer', dependencies: ['schema'] },
    { title: 'User management', task_id: 'users', specialist_type: 'implementer', dependencies: ['schema'] },
    {
      title: 'Review the whole',
      task_id: 'review',
      specialist_type: 'reviewer',
      dependencies: ['hash', 'users'],
    },
  ],
};

interface PlannedTask {
  readonly id: string;
  readonly input_id: string | null;
}

/** The id that a planned task got, by the name that the plan gave it. */
export function idOf(tasks: readonly PlannedTask[], name: string): string {
  const task = tasks.find(({ input_id }) => input_id === name);
  if (task === undefined) throw new Error(`no task ${name}`);
  return task.id;
}
