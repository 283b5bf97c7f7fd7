import type { Generated } from '../generate.ts';

/** Another planner, measured on the same tasks in its own format when it is installed. */
export interface Peer {
  readonly name: string;
  /** The command on PATH. */
  readonly command: string;
  /** What it is asked: the nearest thing to `orc ready` that it has. */
  readonly question: readonly string[];
  /** Its own files for the tasks, by path. */
  formatFiles(tasks: Generated['tasks']): Readonly<Record<string, string>>;
  /** Command lines that finish the preparation, run once after the files are there. */
  readonly preparation?: readonly (readonly string[])[];
}

/** The number that takes an id's place in formats that count: 1 for the first task. */
export function numberTasks(tasks: Generated['tasks']): ReadonlyMap<string, number> {
  return new Map(tasks.map(({ written }, place) => [written.id, place + 1]));
}

/** A fixed moment for formats that record when a task was made. */
export const CREATED_AT = '2026-01-05T08:00:00.000Z';

/** 0 for critical to 3 for low: how most of them count. */
export const PRIORITY_NUMBERS = { critical: 0, high: 1, medium: 2, low: 3 } as const;
