import { CREATED_AT, numberTasks, type Peer } from './peer.ts';

/** https://github.com/eyaltoledano/claude-task-master: one JSON file for all tasks. */
export const taskMaster: Peer = {
  name: 'Task Master',
  command: 'task-master',
  question: ['next'],
  formatFiles(tasks) {
    const numbers = numberTasks(tasks);
    const list = tasks.map(({ written, body }, place) => ({
      id: place + 1,
      title: written.title,
      description: body,
      details: '',
      testStrategy: '',
      status: written.status === 'completed' ? 'done' : written.status,
      dependencies: (written.depends_on ?? []).map((id) => numbers.get(id)),
      priority: written.priority === 'critical' ? 'high' : written.priority,
      subtasks: [],
    }));
    const metadata = { created: CREATED_AT, updated: CREATED_AT, description: 'bench' };
    const document = { master: { tasks: list, metadata } };
    return { '.taskmaster/tasks/tasks.json': JSON.stringify(document, null, 2) };
  },
};
