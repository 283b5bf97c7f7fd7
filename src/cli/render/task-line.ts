import type { TaskDocument } from '../../app/answers.ts';
import { cleanLine } from '../../core/clean-text.ts';
import type { State } from '../../core/task.ts';
import type { Style } from './style.ts';

const BLOCKERS_SHOWN = 3;

/** One task on one line: state, id, title, and what one has to know about it. */
export function renderTaskLine(task: TaskDocument, style: Style): string {
  const facts = [
    ...(task.priority !== null && task.priority !== 'medium' ? [task.priority] : []),
    ...(task.specialist !== null && task.specialist !== 'generic' ? [cleanLine(task.specialist)] : []),
    ...(task.claim === null ? [] : [claimFact(task.claim.actor, task.claim.expired)]),
    ...(task.state === 'waiting' ? [`waits for ${renderBlockers(task)}`] : []),
  ];
  const title = task.title === null ? style.red('file cannot be read') : cleanLine(task.title);
  const tail = facts.length === 0 ? '' : `  ${style.dim(facts.join(' · '))}`;
  return `${paintState(task.state, style)}  ${style.bold(cleanLine(task.id))}  ${title}${tail}`;
}

function claimFact(actor: string, expired: boolean): string {
  return `${expired ? 'claim has run out: ' : 'claimed by '}${cleanLine(actor)}`;
}

/** What a task waits for, each with its reason; long lists are cut. */
export function renderBlockers({ blocked_by }: TaskDocument): string {
  const shown = blocked_by.slice(0, BLOCKERS_SHOWN).map(({ id, reason }) => `${cleanLine(id)} (${reason})`);
  const rest = blocked_by.length - shown.length;
  return rest > 0 ? `${shown.join(', ')} and ${rest} more` : shown.join(', ');
}

const WIDTH = 'in_progress'.length;

function paintState(state: State, style: Style): string {
  const text = state.padEnd(WIDTH);
  switch (state) {
    case 'ready':
      return style.green(text);
    case 'in_progress':
      return style.cyan(text);
    case 'blocked':
    case 'failed':
    case 'unreadable':
      return style.red(text);
    default:
      return style.dim(text);
  }
}
