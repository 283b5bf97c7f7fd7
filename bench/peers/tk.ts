import { CREATED_AT, type Peer, PRIORITY_NUMBERS } from './peer.ts';

/** https://github.com/wedow/ticket: a Markdown file per ticket, read by a shell script. */
export const tk: Peer = {
  name: 'tk',
  command: 'tk',
  question: ['ready'],
  formatFiles(tasks) {
    const files: Record<string, string> = {};
    for (const { written, body } of tasks) {
      const { id, title, status, priority = 'medium', depends_on = [] } = written;
      files[`.tickets/${id}.md`] = `---
id: ${id}
status: ${status === 'completed' ? 'closed' : status === 'blocked' ? 'in_progress' : 'open'}
deps: [${depends_on.join(', ')}]
links: []
created: ${CREATED_AT}
type: task
priority: ${PRIORITY_NUMBERS[priority]}
---
# ${title}

${body}`;
    }
    return files;
  },
};
