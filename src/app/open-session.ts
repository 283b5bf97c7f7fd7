import { deriveReadyOrder } from '../core/graph/derive-ready-order.ts';
import type { SessionAnswer } from './answers.ts';
import { describePlans, describeTask } from './describe.ts';
import type { Ports } from './ports.ts';
import { countReady, readProject, reportProblems } from './project.ts';

const READY_SHOWN = 50;

/**
 * Phase 1: where we are and what there is to do. Derived from files and refs, so it creates nothing, can
 * lose nothing, and serves as well after an interruption.
 */
export async function openSession(ports: Ports): Promise<SessionAnswer> {
  const project = await readProject(ports);
  const { oid, branch } = ports.git.readHead();
  const roles = await ports.settings.listSpecialists();
  const claimed = [...project.claims.values()].filter(
    (claim) => !claim.isForeign && !claim.isOver && claim.actor === ports.actor,
  );
  return {
    kind: 'session',
    root: ports.root,
    branch,
    head: oid,
    actor: ports.actor,
    plans: describePlans(project).filter(({ state }) => state !== 'completed' && state !== 'cancelled'),
    claimed: claimed.flatMap(({ task }) => {
      const node = project.nodeOf.get(task);
      return node === undefined ? [] : [describeTask(project, node)];
    }),
    ready: deriveReadyOrder(project.facts, { limit: READY_SHOWN }).map((node) => describeTask(project, node)),
    ready_total: countReady(project),
    specialists: roles.map(({ name, description }) => ({ name, description })),
    ...reportProblems(project),
  };
}
