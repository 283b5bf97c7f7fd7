import type { FilePlace } from './read-version.ts';

/** What is told of. Read newest first, it follows what had another name before. */
export interface Scope {
  includes(place: FilePlace): boolean;
  follow(after: FilePlace, before: FilePlace): void;
}

/** Makes the scope of a task, or of a plan with its tasks, by the id; null stands for everything. */
export function createScope(id: string | null): Scope {
  if (id === null) return { includes: () => true, follow: () => undefined };
  const known = new Set([id]);
  return {
    includes: (place) => known.has(place.id) || known.has(place.planId),
    follow(after, before) {
      if (known.has(after.id)) known.add(before.id);
    },
  };
}
