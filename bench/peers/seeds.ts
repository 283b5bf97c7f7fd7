import { CREATED_AT, type Peer, PRIORITY_NUMBERS } from './peer.ts';

/** https://github.com/jayminwest/seeds: one file of JSON lines, read by bun. */
export const seeds: Peer = {
  name: 'seeds',
  command: 'sd',
  question: ['ready'],
  formatFiles(tasks) {
    const open = new Set<string>();
    for (const { written } of tasks) if (written.status !== 'completed') open.add(written.id);
    const issues = tasks.map(({ written, body }) => {
      const { id, title, status, priority = 'medium', depends_on = [] } = written;
      const blockedBy = depends_on.filter((dependency) => open.has(dependency));
      return {
        id,
        title,
        status: status === 'completed' ? 'closed' : status === 'blocked' ? 'in_progress' : 'open',
        type: 'task',
        priority: PRIORITY_NUMBERS[priority],
        description: body,
        ...(blockedBy.length === 0 ? {} : { blockedBy }),
        createdAt: CREATED_AT,
        updatedAt: CREATED_AT,
      };
    });
    return {
      '.seeds/config.yaml': 'project: "bench"\nversion: "1"\nmax_plan_depth: 3\n',
      '.seeds/issues.jsonl': issues.map((issue) => `${JSON.stringify(issue)}\n`).join(''),
      '.seeds/plans.jsonl': '',
      '.seeds/templates.jsonl': '',
    };
  },
};
