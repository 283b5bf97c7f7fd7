import type { Status } from '../task.ts';
import type { FileVersion, VersionPair } from './file-version.ts';
import {
  type FieldChange,
  findBodyChanges,
  findFieldChanges,
  findMissingItems,
} from './find-field-changes.ts';

/** A task or plan as a report names it; of one that is gone, as it was. */
export interface DiffItem {
  readonly kind: 'plan' | 'task';
  readonly id: string;
  /** Null when the file cannot be read. */
  readonly title: string | null;
  /** Of a plan, its own id. */
  readonly plan: string;
  readonly path: string;
  /** Null for a plan, and when the file cannot be read. */
  readonly status: Status | null;
}

interface MovedItem extends DiffItem {
  readonly from_plan: string;
}

interface RenamedItem extends DiffItem {
  readonly from_id: string;
}

export interface ChangedItem extends DiffItem {
  /** Without `depends_on`, which is told by itself, and without the id. */
  readonly fields: readonly FieldChange[];
  /** Whether the file could be read on each side. */
  readonly readable: { readonly before: boolean; readonly after: boolean };
}

/** That a task waits for another. */
export interface DependencyEdge {
  readonly task: string;
  readonly depends_on: string;
}

export interface ItemChanges {
  readonly added: readonly DiffItem[];
  readonly removed: readonly DiffItem[];
  readonly moved: readonly MovedItem[];
  readonly renamed: readonly RenamedItem[];
  readonly changed: readonly ChangedItem[];
  readonly dependencies: {
    readonly added: readonly DependencyEdge[];
    readonly cut: readonly DependencyEdge[];
    /** Those of tasks that changed in something else. */
    readonly kept: readonly DependencyEdge[];
  };
}

const TOLD_ELSEWHERE: ReadonlySet<string> = new Set(['id', 'depends_on']);

/** Says of every pair what changed; a file whose bytes differ and whose meaning does not is left out. */
export function findItemChanges(pairs: readonly VersionPair[]): ItemChanges {
  const sorted = pairs.toSorted((a, b) => compare(pathOf(a), pathOf(b)));
  const both = sorted.flatMap(({ before, after }) => (before && after ? [{ before, after }] : []));
  return {
    added: sorted.flatMap(({ before, after }) => (before === null && after !== null ? itemOf(after) : [])),
    removed: sorted.flatMap(({ before, after }) => (before !== null && after === null ? itemOf(before) : [])),
    moved: both.flatMap(({ before, after }) =>
      after.kind === 'task' && before.planId !== after.planId
        ? { ...itemOf(after), from_plan: before.planId }
        : [],
    ),
    renamed: both.flatMap(({ before, after }) =>
      before.id === after.id ? [] : { ...itemOf(after), from_id: before.id },
    ),
    changed: both.flatMap(({ before, after }) => describeChange(before, after)),
    dependencies: {
      added: sorted.flatMap(({ before, after }) => edgesMissing(after, before)),
      cut: sorted.flatMap(({ before, after }) => edgesMissing(before, after)),
      kept: both.flatMap(({ before, after }) => edgesKept(before, after)),
    },
  };
}

/** Names a version. */
function itemOf({ kind, id, planId, path, written, task }: FileVersion): DiffItem {
  return { kind, id, title: written?.title ?? null, plan: planId, path, status: task?.status ?? null };
}

function describeChange(before: FileVersion, after: FileVersion): ChangedItem[] {
  const readable = { before: before.written !== null, after: after.written !== null };
  const isComparable = readable.before && readable.after;
  const fields = isComparable
    ? [
        ...findFieldChanges(before.written, after.written).filter(({ field }) => !TOLD_ELSEWHERE.has(field)),
        ...(before.bodyText === after.bodyText ? [] : findBodyChanges(before.body, after.body)),
      ]
    : [];
  const isSame = isComparable ? fields.length === 0 : before.revision === after.revision;
  return isSame ? [] : [{ ...itemOf(after), fields, readable }];
}

/** Dependencies of one version that the other does not have. */
function edgesMissing(version: FileVersion | null, other: FileVersion | null): DependencyEdge[] {
  if (version === null) return [];
  const missing = findMissingItems(version.task?.dependsOn ?? [], other?.task?.dependsOn ?? []);
  return missing.map((depends_on) => ({ task: version.id, depends_on }));
}

function edgesKept(before: FileVersion, after: FileVersion): DependencyEdge[] {
  const known = new Set(before.task?.dependsOn);
  const kept = (after.task?.dependsOn ?? []).filter((id) => known.has(id));
  return [...new Set(kept)].map((depends_on) => ({ task: after.id, depends_on }));
}

function pathOf({ before, after }: VersionPair): string {
  return (after ?? before)?.path ?? '';
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
