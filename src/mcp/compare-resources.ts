import { ResourceNotFoundError } from '@modelcontextprotocol/server';
import type { Ports } from '../app/ports.ts';
import { scanOnce } from '../app/watch/scan-once.ts';
import { type Connection, findRepository } from './connection.ts';
import { listEntries, readResource } from './resources.ts';

/** Stands for the list of resources among the URIs. */
export const LIST = 'list';

export interface Comparison {
  /** Reads the subjects (URIs, or `LIST`), and tells of those that read differently than the last time. */
  look(subjects: readonly string[]): Promise<void>;
  /** Forgets all others, and reads those of these that were not read before. */
  restrict(subjects: readonly string[]): Promise<void>;
}

/** Remembers what resources said, of whatever repository is bound; where none is, all of them say nothing. */
export function createComparison(
  connection: Connection,
  tell: (subject: string) => Promise<void>,
): Comparison {
  const seen = new Map<string, string>();
  const look = async (subjects: readonly string[]) => {
    if (subjects.length === 0) return;
    const ports = await findRepository(connection);
    const once = ports === null ? null : scanOnce(ports);
    for (const subject of subjects) {
      const content = once === null ? '' : await readSubject(once, subject);
      const before = seen.get(subject);
      seen.set(subject, content);
      if (before !== undefined && before !== content) await tell(subject);
    }
  };
  return {
    look,
    async restrict(subjects) {
      for (const subject of seen.keys()) if (!subjects.includes(subject)) seen.delete(subject);
      await look(subjects.filter((subject) => !seen.has(subject)));
    },
  };
}

/** What a client would be told now; that a resource is not there is as good an answer as any. */
async function readSubject(ports: Ports, subject: string): Promise<string> {
  if (subject === LIST) {
    return JSON.stringify([await listEntries(ports, 'plan'), await listEntries(ports, 'task')]);
  }
  try {
    return JSON.stringify(await readResource(ports, subject));
  } catch (error) {
    if (error instanceof ResourceNotFoundError) return '';
    throw error;
  }
}
