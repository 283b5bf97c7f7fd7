import type { Verdict } from '../../core/audit/verdict.ts';
import { deriveReadyOrder } from '../../core/graph/derive-ready-order.ts';
import { explainNext } from '../../core/graph/explain-next.ts';
import { planOfNode } from '../../core/graph/task-graph.ts';
import { readBody } from '../../format/sections.ts';
import { auditCompletions } from '../audit-completions.ts';
import { describePlans, describeTask } from '../describe.ts';
import type { HandoverAnswer } from '../maintain/answers.ts';
import { type ResolvedScope, resolveScope, type ScopeRequest } from '../maintain/resolve-scope.ts';
import type { AuditingPorts } from '../ports.ts';
import { type Project, readProject, reportProblems, stateAt, taskAt } from '../project.ts';
import { readBodyText } from '../read-body-text.ts';
import { formatHandover, type HandoverTask } from './format-handover.ts';

const READY_SHOWN = 5;

/** Writes down where the work stands: of everything that is open, of one plan, or of one task. Changes nothing. */
export async function prepareHandover(ports: AuditingPorts, request: ScopeRequest): Promise<HandoverAnswer> {
  const project = await readProject(ports);
  const resolved = resolveScope(ports, project, request);
  const nodes = listNodes(project, resolved);
  const isWanted = (node: number) => nodes.has(node);
  const { tasks: audited } = await auditCompletions(ports);
  const verdicts = new Map(audited.map(({ id, result }) => [id, result]));
  const tasks = [...nodes].map((node) => describeForHandover(ports, project, node, verdicts));
  const planIds = new Set([...nodes].map((node) => planOfNode(project.facts.graph, node).id));
  const plans = describePlans(project).filter(({ id }) => planIds.has(id));
  const { oid, branch } = ports.git.readHead();
  const uncommitted = await ports.git.findUncommitted();
  const handover = formatHandover({
    subject: describeSubject(project, resolved),
    root: ports.root,
    branch,
    head: oid,
    actor: ports.actor,
    at: ports.now().toISOString(),
    plans,
    goals: new Map(plans.map(({ id }) => [id, readGoal(ports, project, id)])),
    tasks,
    ready: deriveReadyOrder(project.facts, { limit: READY_SHOWN, isWanted }).map((node) => ({
      task: describeTask(project, node),
      reasons: explainNext(project.facts, node).sentences,
    })),
    commits: await ports.git.describeCommits(tasks.flatMap(({ task }) => task.commits)),
    problems: project.table.problems,
    uncommitted: uncommitted.filter(({ exists }) => exists).map(({ path }) => path),
    busy: ports.git.readBusyState(),
  });
  const { scope, target } = resolved;
  return {
    kind: 'maintain',
    action: 'prepare_handover',
    scope,
    target,
    handover,
    ...reportProblems(project),
  };
}

/** Without a target: the tasks of every plan that is not finished. */
function listNodes(project: Project, { nodes }: ResolvedScope): ReadonlySet<number> {
  if (nodes !== null) return nodes;
  const open = new Set(
    describePlans(project).flatMap(({ id, state }) =>
      state === 'completed' || state === 'cancelled' ? [] : [id],
    ),
  );
  const { graph } = project.facts;
  const all = Array.from({ length: graph.size }, (_, node) => node);
  return new Set(all.filter((node) => open.has(planOfNode(graph, node).id)));
}

function describeForHandover(
  ports: AuditingPorts,
  project: Project,
  node: number,
  verdicts: ReadonlyMap<string, Verdict>,
): HandoverTask {
  const task = taskAt(project, node);
  const body = task === null ? null : readBody(readBodyText(ports, task.path));
  return {
    task: describeTask(project, node),
    completedBy: task?.completedBy ?? null,
    completedAt: task?.completedAt ?? null,
    result: body?.result ?? null,
    reason: task?.reason ?? null,
    notes: body?.notes ?? [],
    verdict: stateAt(project, node) === 'completed' && task !== null ? (verdicts.get(task.id) ?? null) : null,
  };
}

function describeSubject(project: Project, { target, planId }: ResolvedScope): string {
  if (target === null) return 'all open plans';
  if (planId !== null) return project.plans.get(planId)?.title ?? planId;
  const node = project.nodeOf.get(target);
  return (node === undefined ? null : taskAt(project, node)?.title) ?? target;
}

/** The goal in the plan's own words; empty when its file cannot be read. */
function readGoal(ports: AuditingPorts, project: Project, planId: string): string {
  const plan = project.plans.get(planId);
  return plan === undefined ? '' : readBodyText(ports, plan.path).trim();
}
