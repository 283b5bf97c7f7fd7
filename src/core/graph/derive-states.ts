/**
 * The one function that says what state a task is in; every surface asks it. What the file says about its
 * own end (completed, cancelled, failed, blocked) goes before a claim, a claim before the dependencies.
 */
import { STATE_CODE, STATUS_CODE, UNREADABLE_STATUS } from './codes.ts';
import { at } from './columns.ts';
import type { OpenSubPlans } from './find-open-sub-plans.ts';
import { planOfNode, type TaskGraph } from './task-graph.ts';

/** Derives the state of every node, as codes of `STATES`. Linear in tasks and dependencies. */
export function deriveStates(graph: TaskGraph, subPlans: OpenSubPlans): Uint8Array {
  const states = new Uint8Array(graph.size);
  for (let node = 0; node < graph.size; node++) states[node] = deriveState(graph, subPlans, node);
  return states;
}

/** The states that follow from those without any claim: a claim begins what is ready or waits. */
export function claimStates({ size, claimed }: TaskGraph, unclaimed: Uint8Array): Uint8Array {
  const states = unclaimed.slice();
  for (let node = 0; node < size; node++) {
    const isOpen = states[node] === STATE_CODE.ready || states[node] === STATE_CODE.waiting;
    if (claimed[node] === 1 && isOpen) states[node] = STATE_CODE.in_progress;
  }
  return states;
}

/** Marks with 1 the tasks that are neither completed nor cancelled, by their file or their plan. */
export function deriveUnfinished(graph: TaskGraph): Uint8Array {
  const unfinished = new Uint8Array(graph.size);
  for (let node = 0; node < graph.size; node++) {
    const status = at(graph.status, node);
    if (status === UNREADABLE_STATUS) unfinished[node] = 1;
    else if (status !== STATUS_CODE.completed && !isCancelled(graph, node)) unfinished[node] = 1;
  }
  return unfinished;
}

function deriveState(graph: TaskGraph, subPlans: OpenSubPlans, node: number): number {
  const status = at(graph.status, node);
  if (status === UNREADABLE_STATUS) return STATE_CODE.unreadable;
  if (status === STATUS_CODE.completed) return STATE_CODE.completed;
  if (isCancelled(graph, node)) return STATE_CODE.cancelled;
  if (status === STATUS_CODE.failed) return STATE_CODE.failed;
  if (status === STATUS_CODE.blocked) return STATE_CODE.blocked;
  if (status === STATUS_CODE.in_progress || graph.claimed[node] === 1) return STATE_CODE.in_progress;
  return hasAllItNeeds(graph, subPlans, node) ? STATE_CODE.ready : STATE_CODE.waiting;
}

function isCancelled(graph: TaskGraph, node: number): boolean {
  return graph.status[node] === STATUS_CODE.cancelled || planOfNode(graph, node).cancelled;
}

function hasAllItNeeds(graph: TaskGraph, subPlans: OpenSubPlans, node: number): boolean {
  const end = at(graph.ownEnd, node);
  for (let edge = at(graph.dependencyStart, node); edge < end; edge++) {
    const dependency = at(graph.dependency, edge);
    if (dependency < 0 || graph.status[dependency] !== STATUS_CODE.completed) return false;
  }
  return planOfNode(graph, node).file === 'readable' && !subPlans.plansHolding.has(node);
}
