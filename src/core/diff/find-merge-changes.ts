import { type FieldChange, type FieldValue, findMissingItems } from './find-field-changes.ts';

type Items = readonly unknown[];

/**
 * What a merge changed itself, from what differs from each of its parents: a value that no parent has; in a list,
 * items that no parent has or that all had. What one side brought was told where that side changed it.
 */
export function findMergeChanges(byParent: readonly (readonly FieldChange[])[]): readonly FieldChange[] {
  const [first = [], ...others] = byParent;
  if (others.length === 0) return first;
  return first.flatMap((change) => {
    const same = others.map((changes) => changes.find(({ field }) => field === change.field));
    const all = [change, ...same.filter((other) => other !== undefined)];
    return all.length === byParent.length ? tellOwn(change, all) : [];
  });
}

function tellOwn(change: FieldChange, all: readonly FieldChange[]): FieldChange[] {
  const isList = all.some(({ from, to }) => Array.isArray(from) || Array.isArray(to));
  if (!isList) return [change];
  const to = itemsOf(change.to);
  const parents = all.map(({ from }) => itemsOf(from));
  const added = parents.reduce(findMissingItems<unknown>, to);
  const removed = parents.reduce((common, items) => keepShared(common, items), itemsOf(change.from));
  const gone = findMissingItems(removed, to);
  if (added.length === 0 && gone.length === 0) return [];
  const from = [...findMissingItems(to, added), ...gone];
  // Items of one list are of one kind.
  return [{ ...change, from: from.length === 0 ? null : (from as unknown as FieldValue) }];
}

function keepShared(items: Items, other: Items): Items {
  return findMissingItems(items, findMissingItems(items, other));
}

function itemsOf(value: FieldValue): Items {
  return Array.isArray(value) ? value : [];
}
