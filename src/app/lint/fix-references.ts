import { isSetField, TASK_FIELDS } from '../../core/fields.ts';
import { readTasks } from '../../core/lint/lint-subject.ts';
import { createReferenceIndex, resolveExactly } from '../../core/lint/reference-index.ts';
import type { Task } from '../../core/task.ts';
import type { Repair } from '../../format/lint/repair-fields.ts';
import { sortList } from '../../format/lint/sort-list.ts';
import { removeLastItem, replaceItem } from '../../format/lint/verified-edit.ts';
import type { FixRun } from './fix-files.ts';
import { parsePlanText, readPlanFilePath } from './plan-file.ts';

/** The id of a task that a reference stands for, when it is not one itself. */
type Resolve = (reference: string) => string | null;

/** Corrects references that name one task by slug, suffix or former id, and puts lists in order. Needs readable files. */
export async function fixReferences(run: FixRun): Promise<void> {
  const table = await run.ports.files.scan();
  const resolve = createResolve(table.graph.ids, run.aliases);
  for (const task of readTasks(table)) {
    if (needsRepair(task, resolve)) repairTask(run, task, resolve);
  }
}

function createResolve(ids: readonly string[], aliases: FixRun['aliases']): Resolve {
  const known = new Set(ids);
  const index = createReferenceIndex(known, aliases);
  return (reference) => (known.has(reference) ? null : resolveExactly(index, reference));
}

/** The lists whose items are single words, with their items. */
function listsOf({ dependsOn, files, commits }: Task): [field: string, items: readonly string[]][] {
  return [
    ['depends_on', dependsOn],
    ['files', files],
    ['commits', commits],
  ];
}

function needsRepair(task: Task, resolve: Resolve): boolean {
  const isWrong = ([field, items]: [string, readonly string[]]) =>
    new Set(items).size < items.length || (isSet(field) && !isSorted(items));
  return task.dependsOn.some((id) => resolve(id) !== null) || listsOf(task).some(isWrong);
}

function isSorted(items: readonly string[]): boolean {
  return items.every((item, index) => index === 0 || (items[index - 1] ?? '') <= item);
}

function repairTask({ ports, scope, fixed }: FixRun, task: Task, resolve: Resolve): void {
  const file = readPlanFilePath(task.path);
  if (file === null || !scope.includes(task.path)) return;
  const { text: before, revision } = ports.files.read(task.path);
  const { text, repairs } = repairLists(before, task, resolve);
  if (text === before || parsePlanText(text, file).written === null) return;
  ports.files.replace(task.path, text, revision);
  for (const { code, message } of repairs) fixed.push({ path: task.path, code, message });
}

/** A text on its way, with what was done to it. */
interface Draft {
  text: string;
  readonly repairs: Repair[];
}

function repairLists(text: string, task: Task, resolve: Resolve): Draft {
  const draft: Draft = { text, repairs: [] };
  for (const [field, items] of listsOf(task)) {
    const kept = new Set<string>();
    for (const item of items) {
      const id = field === 'depends_on' ? resolve(item) : null;
      const meant = id === null || id === task.id ? item : id;
      if (kept.has(meant)) removeRepeated(draft, field, item);
      else if (meant !== item) completeReference(draft, field, item, meant);
      kept.add(meant);
    }
    if (isSet(field)) apply(draft, sortList(draft.text, field), 'unsorted-list', `Sorted "${field}".`);
  }
  return draft;
}

function removeRepeated(draft: Draft, field: string, item: string): void {
  const message = `Removed the second "${item}" from "${field}".`;
  apply(draft, removeLastItem(draft.text, field, item), 'duplicate-item', message);
}

function completeReference(draft: Draft, field: string, item: string, id: string): void {
  const message = `Wrote the whole id ${id} for "${item}".`;
  apply(draft, replaceItem(draft.text, field, item, id), 'dangling-dependency', message);
}

/** Takes an edit that could be made and changed something. */
function apply(draft: Draft, edited: string | null, code: Repair['code'], message: string): void {
  if (edited === null || edited === draft.text) return;
  draft.text = edited;
  draft.repairs.push({ code, message });
}

function isSet(field: string): boolean {
  return TASK_FIELDS.some((spec) => spec.name === field && isSetField(spec));
}
