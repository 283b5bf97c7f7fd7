import { PlanError } from '../errors.ts';

const MAX_TRIES = 20;

/**
 * Repeats a call for the next task, whichever it is, when somebody else has won it meanwhile: who asks at the same
 * moment chooses the same one. A call for a certain task, not null, is made once.
 */
export async function retryLost<T>(task: string | null, attempt: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await attempt();
    } catch (error) {
      const isLost = error instanceof PlanError && error.code === 'claim-taken';
      if (task !== null || !isLost || tries === MAX_TRIES) throw error;
    }
  }
}
