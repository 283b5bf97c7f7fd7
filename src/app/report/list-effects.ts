import type { PlanDifference } from '../diff-plans.ts';
import type { Section } from './fit-sections.ts';
import type { Pen } from './pen.ts';

const PATH_SHOWN = 8;

/** What the changes do to the graph, and what is said to be done. */
export function listEffects({ graph, completions }: PlanDifference, pen: Pen): Section[] {
  const ids = (list: readonly string[]) => list.map((id) => `- ${pen.value(id)}`);
  const ways = (cycles: readonly (readonly string[])[]) => cycles.map((cycle) => `- ${joinPath(cycle, pen)}`);
  return [
    { heading: 'Cycles introduced', lines: ways(graph.cycles_introduced) },
    { heading: 'Cycles resolved', lines: ways(graph.cycles_resolved) },
    { heading: `Newly blocked (${graph.newly_blocked.length})`, lines: ids(graph.newly_blocked) },
    { heading: `Newly ready (${graph.newly_ready.length})`, lines: ids(graph.newly_ready) },
    { heading: 'Critical path of the plans touched', lines: describePaths(graph.critical_path, pen) },
    {
      heading: `Completions (${completions.length})`,
      lines: completions.map(({ task, result, links }) => {
        const commits = links.flatMap((link) => (link.kind === 'commit' ? (link.found_in ?? []) : []));
        const shown = [...new Set(commits)].map((oid) => oid.slice(0, 12)).join(', ');
        return `- ${pen.value(task)}: ${result}${shown === '' ? '' : `, in ${shown}`}`;
      }),
    },
  ];
}

function describePaths({ before, after }: PlanDifference['graph']['critical_path'], pen: Pen): string[] {
  if (before.tasks.join() === after.tasks.join() && before.hours === after.hours) return [];
  return [
    `- before: ${before.hours} h over ${count(before.tasks)}`,
    `- after: ${after.hours} h over ${count(after.tasks)}${after.tasks.length === 0 ? '' : `: ${joinPath(after.tasks, pen)}`}`,
  ];
}

function count({ length }: readonly string[]): string {
  return length === 1 ? '1 task' : `${length} tasks`;
}

function joinPath(ids: readonly string[], pen: Pen): string {
  const shown = ids.slice(0, PATH_SHOWN).map((id) => pen.value(id));
  const rest = ids.length - shown.length;
  return `${shown.join(' → ')}${rest > 0 ? ` → ${rest} more` : ''}`;
}
