/** What the planner means, written as plainly as possible over ids and sets: slow, and easy to believe. */
import type { Blocker, Snapshot, State, Task } from '../../../src/core/task.ts';

export class NaiveModel {
  readonly tasks: ReadonlyMap<string, Task>;
  readonly duplicates: ReadonlySet<string>;
  readonly unreadable: ReadonlySet<string>;
  readonly snapshot: Snapshot;
  readonly claims: ReadonlySet<string>;

  constructor(snapshot: Snapshot, claims: ReadonlySet<string>) {
    this.snapshot = snapshot;
    this.claims = claims;
    const torn = snapshot.unreadable.filter((file) => file.kind === 'task').map((file) => file.id);
    const all = [...snapshot.tasks.map((task) => task.id), ...torn];
    this.duplicates = new Set(all.filter((id, place) => all.indexOf(id) !== place));
    this.tasks = new Map(
      snapshot.tasks.filter((task) => !this.duplicates.has(task.id)).map((task) => [task.id, task]),
    );
    this.unreadable = new Set([...torn, ...this.duplicates]);
  }

  planOf(task: Task) {
    return this.snapshot.plans.find((plan) => plan.id === task.planId);
  }

  stateOf(id: string): State {
    const task = this.tasks.get(id);
    if (task === undefined) return 'unreadable';
    if (task.status === 'completed') return 'completed';
    if (task.status === 'cancelled' || this.planOf(task)?.cancelled === true) return 'cancelled';
    if (task.status === 'failed' || task.status === 'blocked') return task.status;
    if (task.status === 'in_progress' || this.claims.has(id)) return 'in_progress';
    return this.blockersOf(id).length === 0 ? 'ready' : 'waiting';
  }

  isUnfinished(id: string): boolean {
    return !['completed', 'cancelled'].includes(this.closedStateOf(id));
  }

  /** Tasks of the plans that break a task down. */
  partsOf(id: string): string[] {
    return this.subPlans(id).flatMap((plan) => this.tasksOf(plan.id));
  }

  dependenciesOf(id: string): string[] {
    const own = this.tasks.get(id)?.dependsOn ?? [];
    const known = own.filter((other) => this.tasks.has(other) || this.unreadable.has(other));
    return [...new Set([...known.filter((other) => !this.duplicates.has(other)), ...this.partsOf(id)])];
  }

  /** Whether one waits for the other, directly or through tasks that are unfinished themselves. */
  waitsFor(id: string, goal: string): boolean {
    const seen = new Set<string>();
    const open = [id];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      for (const other of this.dependenciesOf(next).filter((each) => this.isUnfinished(each))) {
        if (other === goal) return true;
        if (!seen.has(other)) open.push(other);
        seen.add(other);
      }
    }
    return false;
  }

  blockersOf(id: string): Blocker[] {
    const task = this.tasks.get(id);
    const blockers: Blocker[] = [];
    for (const other of new Set(task?.dependsOn ?? [])) {
      const reason = this.reasonOf(id, other);
      if (reason !== null) blockers.push({ id: other, reason });
    }
    for (const plan of this.subPlans(id)) {
      const tasks = this.tasksOf(plan.id);
      if (!plan.readable) blockers.push({ id: plan.id, reason: 'unreadable' });
      else if (tasks.length === 0 || tasks.some((each) => this.isUnfinished(each)))
        blockers.push({ id: plan.id, reason: 'plan' });
    }
    if (task !== undefined && this.planOf(task) === undefined) {
      const isTorn = this.snapshot.unreadable.some((file) => file.kind === 'plan' && file.id === task.planId);
      blockers.push({ id: task.planId, reason: isTorn ? 'unreadable' : 'missing' });
    }
    return blockers;
  }

  private reasonOf(id: string, other: string): Blocker['reason'] | null {
    if (this.duplicates.has(other)) return 'ambiguous';
    if (!this.tasks.has(other)) return this.unreadable.has(other) ? 'unreadable' : 'missing';
    const state = this.closedStateOf(other);
    if (state === 'completed') return null;
    if (id === other) return 'cycle';
    if (this.isUnfinished(id) && this.isUnfinished(other) && this.waitsFor(other, id)) return 'cycle';
    return state === 'pending' ? 'pending' : state;
  }

  /** The state without the question whether a pending task is ready. */
  private closedStateOf(id: string) {
    const task = this.tasks.get(id);
    if (task === undefined) return 'unreadable';
    if (task.status === 'completed') return 'completed';
    if (this.planOf(task)?.cancelled === true) return 'cancelled';
    return task.status === 'pending' && this.claims.has(id) ? 'in_progress' : task.status;
  }

  private subPlans(id: string): { id: string; readable: boolean }[] {
    if (this.duplicates.has(id)) return [];
    const readable = this.snapshot.plans.filter((plan) => plan.parent === id && !plan.cancelled);
    const torn = this.snapshot.unreadable.filter((file) => file.kind === 'plan' && file.parent === id);
    return [
      ...readable.map((plan) => ({ id: plan.id, readable: true })),
      ...torn.map((plan) => ({ id: plan.id, readable: false })),
    ];
  }

  private tasksOf(plan: string): string[] {
    const readable = this.snapshot.tasks.filter((task) => task.planId === plan).map((task) => task.id);
    const torn = this.snapshot.unreadable.filter((file) => file.kind === 'task' && file.planId === plan);
    return [...readable, ...torn.map((file) => file.id)];
  }
}
