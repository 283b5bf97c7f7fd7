import { nameOf, planOfNode } from '../core/graph/task-graph.ts';
import { isTaskId } from '../core/identifier.ts';
import { findMatches } from '../core/resolve-reference.ts';
import type { ClaimDocument, LogAnswer, LogEntry } from './answers.ts';
import { claimDocument } from './claims.ts';
import type { FileStory } from './log/describe-file.ts';
import { parseSince } from './log/parse-since.ts';
import { readStories } from './log/read-stories.ts';
import { createScope } from './log/scope.ts';
import type { LoggingPorts, PlanCommit, PlanHistory, PlanHistoryQuery } from './ports.ts';
import { type Project, readProject, reportProblems } from './project.ts';
import { namesPlan, requireNode, requirePlan } from './require-reference.ts';

export interface LogRequest {
  /** A task or a plan, by its whole id also when it has been removed; everything when absent. */
  readonly reference?: string | undefined;
  /** How many entries at most; 50 when absent. */
  readonly limit?: number | undefined;
  /** A date, or a revision: what it contains is left out. */
  readonly since?: string | undefined;
}

interface Telling {
  readonly history: PlanHistory;
  readonly query: PlanHistoryQuery;
  readonly id: string | null;
  readonly limit: number;
}

const DEFAULT_LIMIT = 50;
const NOTHING = { entries: [], more: false };

/**
 * What was changed in plans and tasks, newest first, from the history of HEAD; what is not committed is not in
 * it. Throws `ref-unknown`, `ref-ambiguous`, `commit-unknown` and `usage`.
 */
export async function readLog(ports: LoggingPorts, request: LogRequest = {}): Promise<LogAnswer> {
  const project = await readProject(ports);
  const { reference, limit = DEFAULT_LIMIT } = request;
  const id = reference === undefined ? null : findId(project, reference);
  const start = await parseSince(ports.git, request.since);
  const { oid: tip } = ports.git.readHead();
  const history = await ports.openHistory();
  try {
    const { entries, more } =
      tip === null ? NOTHING : await tell({ history, query: { tip, ...start }, id, limit });
    // Nothing is known of it, now or ever: the refusal says what there is.
    if (reference !== undefined && entries.length === 0 && request.since === undefined) {
      requireKnown(project, reference);
    }
    return {
      kind: 'log',
      entries,
      more,
      ends_at: more || request.since !== undefined ? [] : history.readBoundary(),
      claims: listClaims(project, id),
      ...reportProblems(project),
    };
  } finally {
    history.close();
  }
}

async function tell({ history, query, id, limit }: Telling): Promise<Pick<LogAnswer, 'entries' | 'more'>> {
  const scope = createScope(id);
  const boundary = new Set(history.readBoundary());
  const entries: LogEntry[] = [];
  for await (const commit of history.readCommits(query)) {
    // Where a shallow clone ends, everything would seem to be created.
    if (boundary.has(commit.oid)) continue;
    for (const file of commit.files) {
      for (const story of await readStories(history, scope, file)) {
        if (entries.length === limit) return { entries, more: true };
        entries.push(describeEntry(commit, story));
      }
    }
  }
  return { entries, more: false };
}

function describeEntry({ oid, at, author, subject }: PlanCommit, story: FileStory): LogEntry {
  const { kind, id, planId, path, written } = story.version;
  return {
    commit: oid,
    at,
    author,
    subject,
    task: kind === 'task' ? id : null,
    plan: planId,
    path,
    title: written?.title ?? null,
    unread: story.unread,
    changes: story.changes,
  };
}

/** A whole id that is not here now may have been. */
function findId(project: Project, reference: string): string {
  const { graph } = project.facts;
  if (namesPlan(project, reference)) return requirePlan(project, reference).id;
  if (isTaskId(reference) && findMatches(reference, graph.ids).length === 0) return reference;
  return nameOf(graph, requireNode(project, reference));
}

function requireKnown(project: Project, reference: string): void {
  if (!namesPlan(project, reference)) requireNode(project, reference);
}

function listClaims(project: Project, id: string | null): ClaimDocument[] {
  const { graph } = project.facts;
  const isWanted = (task: string) => {
    const node = project.nodeOf.get(task);
    return id === null || task === id || (node !== undefined && planOfNode(graph, node).id === id);
  };
  return [...project.claims.values()]
    .filter(({ task }) => isWanted(task))
    .map((claim) => claimDocument(claim, project.now))
    .sort((a, b) => (a.task < b.task ? -1 : 1));
}
