import { STATUS_CODE, UNREADABLE_STATUS } from '../graph/codes.ts';
import { at } from '../graph/columns.ts';
import { nameOf, planOfNode } from '../graph/task-graph.ts';
import type { Finding } from './finding.ts';
import type { LintSubject } from './lint-subject.ts';

const OPEN: readonly (number | undefined)[] = [
  STATUS_CODE.pending,
  STATUS_CODE.in_progress,
  STATUS_CODE.blocked,
];

/** Finds the dependencies that contradict how far their tasks are: never to come, or passed over. */
export function findOrderFindings({ tasks, graph }: LintSubject): Finding[] {
  const findings: Finding[] = [];
  for (const [node, task] of tasks.entries()) {
    if (task === null) continue;
    const isOpen = OPEN.includes(graph.status[node]) && !planOfNode(graph, node).cancelled;
    const isCompleted = graph.status[node] === STATUS_CODE.completed;
    for (let edge = at(graph.dependencyStart, node); edge < at(graph.ownEnd, node); edge++) {
      const dependency = at(graph.dependency, edge);
      if (dependency < 0 || dependency === node) continue;
      const id = nameOf(graph, dependency);
      const place = { path: task.path, field: 'depends_on', index: task.dependsOn.indexOf(id) };
      if (isOpen && isCancelled(graph, dependency)) {
        const message = `${task.id} waits for ${id}, which is cancelled.`;
        findings.push({ code: 'dead-dependency', ...place, message });
      } else if (isCompleted && isUnfinished(graph, dependency)) {
        const message = `${task.id} is completed, and ${id}, on which it depends, is not.`;
        findings.push({ code: 'completed-too-early', ...place, message });
      }
    }
  }
  return findings;
}

function isCancelled(graph: LintSubject['graph'], node: number): boolean {
  const isDone = graph.status[node] === STATUS_CODE.completed;
  return graph.status[node] === STATUS_CODE.cancelled || (planOfNode(graph, node).cancelled && !isDone);
}

/** An unreadable file has problems of its own. */
function isUnfinished(graph: LintSubject['graph'], node: number): boolean {
  return graph.status[node] !== STATUS_CODE.completed && graph.status[node] !== UNREADABLE_STATUS;
}
