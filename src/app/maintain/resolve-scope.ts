import { nameOf } from '../../core/graph/task-graph.ts';
import { PlanError } from '../../errors.ts';
import { nodesOfPlan } from '../describe.ts';
import type { Ports } from '../ports.ts';
import type { Project } from '../project.ts';
import { namesPlan, requireNode, requirePlan } from '../require-reference.ts';
import type { ScopeName } from './answers.ts';

export interface ScopeRequest {
  /** `specific_subtask` when there is a target, else `full`. */
  readonly scope?: ScopeName | undefined;
  /** A task or a plan. */
  readonly target?: string | undefined;
}

export interface ResolvedScope {
  readonly scope: ScopeName;
  readonly target: string | null;
  /** The tasks that it covers; null: all. */
  readonly nodes: ReadonlySet<number> | null;
  /** The plan, when it is one. */
  readonly planId: string | null;
}

/** What a call is about. Throws `usage` for a scope without its target, `claim-missing`, and what references throw. */
export function resolveScope(ports: Ports, project: Project, request: ScopeRequest): ResolvedScope {
  const { target } = request;
  const scope = request.scope ?? (target === undefined ? 'full' : 'specific_subtask');
  if (scope !== 'specific_subtask' && target !== undefined) {
    throw new PlanError('usage', `A target has no meaning with the scope ${scope}.`, {
      hints: ['Leave the target out, or give the scope `specific_subtask`.'],
    });
  }
  if (scope === 'full') return { scope, target: null, nodes: null, planId: null };
  if (scope === 'current_subtask') return ofTask(project, scope, requireCurrent(ports, project));
  if (target === undefined) {
    throw new PlanError('usage', 'The scope specific_subtask needs the id of a task or plan.');
  }
  if (!namesPlan(project, target)) return ofTask(project, scope, requireNode(project, target));
  const planId = requirePlan(project, target).id;
  return { scope, target: planId, nodes: new Set(nodesOfPlan(project, planId)), planId };
}

function ofTask(project: Project, scope: ScopeName, node: number): ResolvedScope {
  return { scope, target: nameOf(project.facts.graph, node), nodes: new Set([node]), planId: null };
}

/** The one task that this actor has claimed in this work tree, or the only one that it has anywhere. */
function requireCurrent(ports: Ports, project: Project): number {
  const held = [...project.claims.values()].filter(
    ({ actor, task }) => actor === ports.actor && project.nodeOf.has(task),
  );
  const here = held.filter(({ worktree }) => worktree === ports.root);
  const candidates = here.length > 0 ? here : held;
  const [claim, ...others] = candidates;
  if (claim === undefined) {
    throw new PlanError('claim-missing', `${ports.actor} has claimed no task, so there is no current one.`, {
      hints: ['Claim one with `orc execute <task>`, or name it with `--target <task>`.'],
    });
  }
  if (others.length > 0) {
    const ids = candidates.map(({ task }) => task);
    throw new PlanError('ref-ambiguous', `${ports.actor} has claimed ${ids.join(', ')}.`, {
      hints: ['Name the one that is meant with `--target <task>`.'],
      data: { candidates: ids },
    });
  }
  return requireNode(project, claim.task);
}
