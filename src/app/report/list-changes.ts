import type { ChangedItem, DependencyEdge, DiffItem } from '../../core/diff/find-item-changes.ts';
import type { PlanDifference } from '../diff-plans.ts';
import { describeField } from './describe-field.ts';
import type { Section } from './fit-sections.ts';
import { listEffects } from './list-effects.ts';
import type { Pen } from './pen.ts';

/** What changed, as sections of lines; the effect on the graph before the single changes. */
export function listChanges(difference: PlanDifference, pen: Pen): Section[] {
  const { added, removed, moved, renamed, changed, dependencies } = difference;
  const item = (one: DiffItem) => describeItem(one, pen);
  const edge = ({ task, depends_on }: DependencyEdge) =>
    `${pen.value(task)} waits for ${pen.value(depends_on)}`;
  return [
    ...listEffects(difference, pen),
    section('Removed', removed.map(item)),
    section(
      'Changed',
      changed.map((one) => `${item(one)}: ${describeChange(one, pen)}`),
    ),
    section(
      'Moved',
      moved.map((one) => `${item(one)}: from the plan ${pen.value(one.from_plan)}`),
    ),
    section(
      'Renamed',
      renamed.map((one) => `${item(one)}: was ${pen.value(one.from_id)}`),
    ),
    section('Added', added.map(item)),
    section('Dependencies added', dependencies.added.map(edge)),
    section('Dependencies cut', dependencies.cut.map(edge)),
  ];
}

function section(heading: string, lines: readonly string[]): Section {
  return { heading: `${heading} (${lines.length})`, lines: lines.map((line) => `- ${line}`) };
}

function describeItem({ kind, id, title, plan, status }: DiffItem, pen: Pen): string {
  const where = kind === 'plan' ? '' : ` in ${pen.value(plan)}`;
  const facts = status === null || status === 'pending' ? '' : `, ${status.replaceAll('_', ' ')}`;
  return `${kind} ${pen.value(id)}${title === null ? '' : ` ${pen.value(title)}`}${where}${facts}`;
}

function describeChange({ fields, readable }: ChangedItem, pen: Pen): string {
  if (!readable.after) return readable.before ? 'can no longer be read' : 'still cannot be read';
  if (!readable.before) return 'can be read again';
  return fields.map((change) => describeField(change, pen)).join('; ');
}
