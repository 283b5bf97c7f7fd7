import type { Complexity, Priority } from '../task.ts';

/** A dependency that is understood: another subtask by its place in the list, or a task that exists. */
export type PlannedDependency = { readonly index: number } | { readonly id: string };

/** A valid element of a submitted plan; what was not given is null or empty. */
export interface PlannedSubtask {
  /** 0-based place in the list. */
  readonly index: number;
  /** The caller's own name for it. */
  readonly inputId: string | null;
  readonly title: string;
  readonly description: string;
  readonly specialist: string | null;
  readonly priority: Priority | null;
  readonly complexity: Complexity | null;
  readonly effort: string | null;
  readonly acceptanceCriteria: readonly string[];
  readonly files: readonly string[];
  /** In the order given, each once. */
  readonly dependencies: readonly PlannedDependency[];
}

/** What a dependency looked like, before names are resolved. */
export interface WrittenDependency {
  readonly path: string;
  readonly value: string | number;
}

/** An element that has been read on its own, without regard to the others. */
export interface ReadSubtask extends Omit<PlannedSubtask, 'dependencies'> {
  readonly path: string;
  readonly dependencies: readonly WrittenDependency[];
}
