import { deriveWeightHours } from './effort.ts';
import type { Plan, Task, WrittenPlan, WrittenTask } from './task.ts';

interface Origin {
  readonly planId: string;
  readonly path: string;
  readonly revision: string;
}

/** Fills in every default of the format: from what the file says to what it means. */
export function deriveTask(written: WrittenTask, origin: Origin): Task {
  const complexity = written.complexity ?? 'moderate';
  const effort = written.effort ?? null;
  return {
    id: written.id,
    title: written.title,
    planId: origin.planId,
    path: origin.path,
    status: written.status ?? 'pending',
    specialist: written.specialist ?? 'generic',
    priority: written.priority ?? 'medium',
    dependsOn: written.depends_on ?? [],
    complexity,
    effort,
    effortHours: deriveWeightHours(effort, complexity),
    files: written.files ?? [],
    reason: written.reason ?? null,
    startedAt: written.started_at ?? null,
    completedAt: written.completed_at ?? null,
    completedBy: written.completed_by ?? null,
    completion: written.completion ?? null,
    commits: written.commits ?? [],
    artifacts: written.artifacts ?? [],
    artifactType: written.artifact_type ?? 'general',
    source: written.source ?? null,
    revision: origin.revision,
  };
}

/** The same for a plan file. */
export function derivePlan(written: WrittenPlan, origin: Omit<Origin, 'planId'>): Plan {
  return {
    id: written.id,
    title: written.title,
    path: origin.path,
    complexity: written.complexity ?? 'moderate',
    context: written.context ?? null,
    parent: written.parent ?? null,
    cancelled: written.cancelled ?? false,
    reason: written.reason ?? null,
    revision: origin.revision,
  };
}
