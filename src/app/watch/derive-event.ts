import { nameOf } from '../../core/graph/task-graph.ts';
import type { Problem } from '../../core/problem.ts';
import { countStates, type StateCounts } from '../../core/progress.ts';
import type { State } from '../../core/task.ts';
import type { ClaimDocument, ProblemReport } from '../answers.ts';
import { claimDocument } from '../claims.ts';
import { type Project, reportProblems, stateAt } from '../project.ts';

export interface StateChange {
  readonly id: string;
  /** Null for a task that was not there. */
  readonly from: State | null;
  /** Null for a task that is there no more. */
  readonly to: State | null;
}

/** What happened between two looks; the first event of a watch has no changes, and says what there is. */
export interface WatchEvent extends ProblemReport {
  readonly kind: 'watch';
  /** RFC 3339, UTC. */
  readonly at: string;
  /** In the order of the ids. */
  readonly changes: readonly StateChange[];
  /** Tasks that can be worked on now and could not before. */
  readonly newly_ready: readonly string[];
  readonly claims_added: readonly ClaimDocument[];
  /** As they were: released, taken over, or ended by a completion. */
  readonly claims_ended: readonly ClaimDocument[];
  readonly problems_added: readonly Problem[];
  readonly problems_solved: readonly Problem[];
  /** How many tasks are in each state now. */
  readonly counts: StateCounts;
}

/** As much of a project as two looks have to be compared by. */
export interface ProjectView {
  readonly at: string;
  readonly states: ReadonlyMap<string, State>;
  /** By what makes two of them the same claim, however often it was renewed. */
  readonly claims: ReadonlyMap<string, ClaimDocument>;
  /** By what makes two of them the same problem, wherever in the file it moved to. */
  readonly problems: ReadonlyMap<string, Problem>;
  readonly report: ProblemReport;
}

/** Takes down what a look saw. */
export function viewProject(project: Project): ProjectView {
  const { facts, claims, table, now } = project;
  const states = new Map<string, State>();
  for (let node = 0; node < facts.graph.size; node++) {
    states.set(nameOf(facts.graph, node), stateAt(project, node));
  }
  const documents = [...claims.values()].map((claim) => claimDocument(claim, now));
  return {
    at: now.toISOString(),
    states,
    claims: new Map(
      documents.map((claim) => [keyOf(claim.task, claim.actor, claim.host, claim.worktree), claim]),
    ),
    problems: new Map(
      table.problems.map((problem) => [keyOf(problem.code, problem.path, problem.message), problem]),
    ),
    report: reportProblems(project),
  };
}

/** Derives the event between two looks; null when nothing happened. */
export function deriveEvent(before: ProjectView | null, after: ProjectView): WatchEvent | null {
  const previous = before ?? after;
  const changes = deriveChanges(previous.states, after.states);
  const event: WatchEvent = {
    kind: 'watch',
    at: after.at,
    changes,
    newly_ready: changes.filter(({ to }) => to === 'ready').map(({ id }) => id),
    claims_added: listMissing(after.claims, previous.claims),
    claims_ended: listMissing(previous.claims, after.claims),
    problems_added: listMissing(after.problems, previous.problems),
    problems_solved: listMissing(previous.problems, after.problems),
    counts: countStates(after.states.values()),
    ...after.report,
  };
  const isSilent =
    event.changes.length +
      event.claims_added.length +
      event.claims_ended.length +
      event.problems_added.length +
      event.problems_solved.length ===
    0;
  return isSilent && before !== null ? null : event;
}

function deriveChanges(before: ReadonlyMap<string, State>, after: ReadonlyMap<string, State>): StateChange[] {
  const changes: StateChange[] = [];
  for (const [id, to] of after) {
    const from = before.get(id) ?? null;
    if (from !== to) changes.push({ id, from, to });
  }
  for (const [id, from] of before) if (!after.has(id)) changes.push({ id, from, to: null });
  return changes.sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** Those of the first that the second does not have. */
function listMissing<Value>(of: ReadonlyMap<string, Value>, others: ReadonlyMap<string, Value>): Value[] {
  return [...of].filter(([key]) => !others.has(key)).map(([, value]) => value);
}

function keyOf(...parts: readonly string[]): string {
  return parts.join('\0');
}
