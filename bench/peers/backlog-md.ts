import { numberTasks, type Peer } from './peer.ts';

const STATUSES = new Map([
  ['completed', 'Done'],
  ['pending', 'To Do'],
]);
const PRIORITIES = { critical: 'high', high: 'high', medium: 'medium', low: 'low' } as const;

const CONFIG = `project_name: "bench"
default_status: "To Do"
statuses: ["To Do", "In Progress", "Done"]
labels: []
date_format: yyyy-mm-dd
remote_operations: false
auto_commit: false
check_active_branches: false
task_prefix: "task"
`;

/** https://github.com/MrLesk/Backlog.md: a Markdown file per task. */
export const backlogMd: Peer = {
  name: 'Backlog.md',
  command: 'backlog',
  question: ['task', 'list', '--status', 'To Do', '--plain'],
  formatFiles(tasks) {
    const numbers = numberTasks(tasks);
    const files: Record<string, string> = { 'backlog/config.yml': CONFIG };
    for (const [place, { written, body }] of tasks.entries()) {
      const { title, status = 'pending', priority = 'medium', depends_on = [] } = written;
      const dependencies = depends_on.map((id) => `\n  - TASK-${numbers.get(id)}`).join('') || ' []';
      files[`backlog/tasks/task-${place + 1} - ${title.replaceAll(' ', '-')}.md`] = `---
id: TASK-${place + 1}
title: ${title}
status: ${STATUSES.get(status) ?? 'In Progress'}
assignee: []
created_date: '2026-01-05 08:00'
labels: []
dependencies:${dependencies}
priority: ${PRIORITIES[priority]}
ordinal: ${(place + 1) * 1000}
---

## Description

<!-- SECTION:DESCRIPTION:BEGIN -->
${body.trimEnd()}
<!-- SECTION:DESCRIPTION:END -->
`;
    }
    return files;
  },
};
