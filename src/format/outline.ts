/**
 * A nested Markdown checklist as the input of a plan:
 *
 *     # Title of the plan                            (optional)
 *     Text outside the list describes the plan.
 *     - [ ] Log in @implementer !high ~3h (after: 2, Design the schema) (files: src/auth/**)
 *       Indented text below an item describes it.
 *       Acceptance criteria:
 *       - bullets without a box, after a line that says so
 *       - [ ] A nested item: its parent waits for it
 *
 * Annotations stand at the end of the item's first line, in any order: `@specialist`, `!priority`,
 * `~effort`, and `(after: …)`, `(files: …)`, `(complexity: …)`, `(id: …)`. `after` takes, with commas
 * between, numbers of items (from 1, counted down the page), titles (in double quotes when they hold a
 * comma), and ids. Items side by side do not wait for each other.
 */
import { PlanError } from '../errors.ts';
import { type Annotations, readAnnotations } from './outline-annotations.ts';
import { type OutlineItem, readOutlineItems } from './outline-items.ts';

/** An element of `subtasks_json`; only what the outline says is present. */
interface OutlineSubtask extends Annotations {
  readonly title: string;
  readonly description?: string;
  readonly acceptance_criteria?: readonly string[];
}

interface Outline {
  readonly subtasks: readonly OutlineSubtask[];
  readonly title?: string;
  readonly description?: string;
}

/** Reads an outline. Throws `plan-invalid` with every item that is checked off: a plan holds work to do. */
export function parseOutline(markdown: string): Outline {
  const { items, title, text } = readOutlineItems(markdown.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n'));
  refuseChecked(items);
  const children = groupChildren(items);
  const subtasks = items.map((item, index) => formatSubtask(item, children.get(index) ?? []));
  return {
    subtasks,
    ...(title === null ? {} : { title }),
    ...(text === '' ? {} : { description: text }),
  };
}

function refuseChecked(items: readonly OutlineItem[]): void {
  const problems = items
    .filter((item) => item.checked)
    .map((item) => ({
      path: `line ${item.line}`,
      code: 'checked-item',
      message: `"${item.head}" is checked off, and a plan holds work that is still to do.`,
      hint: 'Write `- [ ]`, or leave the item out.',
    }));
  if (problems.length === 0) return;
  const lines = problems.map((problem) => problem.path).join(', ');
  throw new PlanError('plan-invalid', `The outline has items that are checked off: ${lines}.`, {
    data: { problems },
  });
}

function groupChildren(items: readonly OutlineItem[]): ReadonlyMap<number, readonly number[]> {
  const children = new Map<number, number[]>();
  for (const [index, { parent }] of items.entries()) {
    if (parent === null) continue;
    const siblings = children.get(parent);
    if (siblings === undefined) children.set(parent, [index]);
    else siblings.push(index);
  }
  return children;
}

function formatSubtask(item: OutlineItem, children: readonly number[]): OutlineSubtask {
  const { title, annotations } = readAnnotations(item.head);
  const dependencies = [...children, ...(annotations.dependencies ?? [])];
  return {
    title,
    ...annotations,
    ...(item.text === '' ? {} : { description: item.text }),
    ...(item.criteria.length === 0 ? {} : { acceptance_criteria: item.criteria }),
    ...(dependencies.length === 0 ? {} : { dependencies }),
  };
}
