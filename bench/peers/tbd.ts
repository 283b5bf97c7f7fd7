import { CREATED_AT, type Peer, PRIORITY_NUMBERS } from './peer.ts';

/**
 * https://github.com/jlevy/tbd: Markdown files on a branch of their own, which only tbd itself can lay out;
 * it is given the tasks as the JSON lines that it imports.
 */
export const tbd: Peer = {
  name: 'tbd',
  command: 'tbd',
  question: ['ready'],
  preparation: [
    ['init', '--prefix=bench'],
    ['import', 'issues.jsonl'],
  ],
  formatFiles(tasks) {
    const issues = tasks.map(({ written, body }, place) => ({
      id: `bench-${place + 1}`,
      title: written.title,
      description: body,
      status: written.status === 'completed' ? 'closed' : written.status === 'blocked' ? 'blocked' : 'open',
      priority: PRIORITY_NUMBERS[written.priority ?? 'medium'],
      issue_type: 'task',
      created_at: CREATED_AT,
      updated_at: CREATED_AT,
      dependencies: [] as { issue_id: string; depends_on_id: string; type: 'blocks' }[],
    }));
    const ids = new Map(tasks.map(({ written }, place) => [written.id, `bench-${place + 1}`]));
    for (const [place, issue] of issues.entries()) {
      for (const dependency of tasks[place]?.written.depends_on ?? []) {
        const depends_on_id = ids.get(dependency) ?? '';
        issue.dependencies.push({ issue_id: issue.id, depends_on_id, type: 'blocks' });
      }
    }
    return { 'issues.jsonl': issues.map((issue) => `${JSON.stringify(issue)}\n`).join('') };
  },
};
