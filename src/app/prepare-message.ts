/** The lines that tie a commit of the user's to the task that is claimed in the same work tree. */
import { isTaskId } from '../core/identifier.ts';
import { addMessageLines } from '../format/add-message-lines.ts';
import { isExpired } from './claims.ts';
import type { Ports } from './ports.ts';
import { readProject, taskAt } from './project.ts';

export interface MessageRequest {
  readonly text: string;
  /** What git says that the message is from: `message`, `template`, `merge`, `squash`, `commit`, or nothing. */
  readonly source: string;
  /** Whether an editor comes. */
  readonly isEdited: boolean;
}

export interface PreparedMessage {
  /** The same as before when there is nothing to add. */
  readonly text: string;
  /** Why nothing was added although tasks are claimed; null otherwise. */
  readonly note: string | null;
}

/** Messages that git takes from elsewhere: they have their lines, or are about other work. */
const TAKEN = new Set(['merge', 'squash', 'commit']);

/**
 * Adds `Plan:` and `Task:` to a message, unless it has such a line, the commit is not new work of this work tree, or
 * several tasks are claimed in it. An expired claim does not count, as nowhere.
 */
export async function prepareMessage(
  ports: Ports,
  { text, source, isEdited }: MessageRequest,
): Promise<PreparedMessage> {
  const unchanged = { text, note: null };
  if (TAKEN.has(source) || hasLine(text) || ports.git.readBusyState() !== null) return unchanged;
  const now = ports.now();
  const here = [...ports.git.readClaims().values()].filter(
    (claim) =>
      !claim.isForeign &&
      claim.worktree === ports.root &&
      claim.host === ports.host &&
      !isExpired(claim, now),
  );
  const [claim, ...others] = here;
  if (claim === undefined) return unchanged;
  if (others.length > 0) {
    const names = here.map(({ task }) => task).join(', ');
    return {
      text,
      note: `no \`Task:\` line was added, because ${here.length} tasks are claimed here: ${names}`,
    };
  }
  const plan = await findPlan(ports, claim.task);
  const lines = [...(plan === null ? [] : [`Plan: ${plan}`]), `Task: ${claim.task}`];
  return { text: addMessageLines(text, lines, { isEdited }), note: null };
}

function hasLine(text: string): boolean {
  return text.split('\n').some((line) => isTaskId(/^(?:Plan|Task): (\S+)\s*$/.exec(line)?.[1] ?? ''));
}

/** Null when the work tree does not have the task, as on another branch. */
async function findPlan(ports: Ports, task: string): Promise<string | null> {
  const project = await readProject(ports);
  const node = project.nodeOf.get(task);
  return node === undefined ? null : (taskAt(project, node)?.planId ?? null);
}
