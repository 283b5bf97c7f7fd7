import { STATUS_CODE, UNREADABLE_STATUS } from '../graph/codes.ts';
import { at } from '../graph/columns.ts';
import { nameOf, planOfNode, type TaskGraph } from '../graph/task-graph.ts';
import type { Finding } from './finding.ts';
import type { LintSubject } from './lint-subject.ts';

const OPEN: readonly number[] = [STATUS_CODE.pending, STATUS_CODE.in_progress, STATUS_CODE.blocked];

/** Finds the dependencies that contradict how far their tasks are: never to come, or passed over. */
export function findOrderFindings(subject: LintSubject): Finding[] {
  const { graph } = subject;
  const findings: Finding[] = [];
  for (let node = 0; node < graph.size; node++) {
    for (let edge = at(graph.dependencyStart, node); edge < at(graph.ownEnd, node); edge++) {
      const dependency = at(graph.dependency, edge);
      const code = dependency < 0 || dependency === node ? null : compareStates(graph, node, dependency);
      if (code !== null) findings.push(...describe(subject, code, node, dependency));
    }
  }
  return findings;
}

type OrderCode = 'dead-dependency' | 'completed-too-early';

function compareStates(graph: TaskGraph, node: number, dependency: number): OrderCode | null {
  const status = at(graph.status, node);
  if (OPEN.includes(status) && !planOfNode(graph, node).cancelled) {
    return isCancelled(graph, dependency) ? 'dead-dependency' : null;
  }
  return status === STATUS_CODE.completed && isUnfinished(graph, dependency) ? 'completed-too-early' : null;
}

function isCancelled(graph: TaskGraph, node: number): boolean {
  const status = at(graph.status, node);
  if (status === STATUS_CODE.cancelled) return true;
  return status !== STATUS_CODE.completed && planOfNode(graph, node).cancelled;
}

/** An unreadable file has problems of its own. */
function isUnfinished(graph: TaskGraph, node: number): boolean {
  return graph.status[node] !== STATUS_CODE.completed && graph.status[node] !== UNREADABLE_STATUS;
}

function describe(
  { graph, taskAt }: LintSubject,
  code: OrderCode,
  node: number,
  dependency: number,
): Finding[] {
  const task = taskAt(node);
  if (task === null) return [];
  const id = nameOf(graph, dependency);
  const message =
    code === 'dead-dependency'
      ? `${task.id} waits for ${id}, which is cancelled.`
      : `${task.id} is completed, and ${id}, on which it depends, is not.`;
  return [{ code, path: task.path, field: 'depends_on', index: task.dependsOn.indexOf(id), message }];
}
