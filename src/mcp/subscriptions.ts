/**
 * Who wants to know about which resources. The files are watched only while somebody does. A resource is
 * updated when reading it would give another answer: nothing else has to be known about it.
 */
import { type McpServer, ResourceNotFoundError } from '@modelcontextprotocol/server';
import type { Ports, Watch } from '../app/ports.ts';
import { scanOnce } from '../app/watch/scan-once.ts';
import { cleanLine } from '../core/clean-text.ts';
import { type Connection, findRepository } from './connection.ts';
import { listEntries, readResource } from './resources.ts';

export interface Interest {
  readonly uris: readonly string[];
  /** Whether news of the list of resources is wanted. */
  readonly list: boolean;
}

export interface Subscriptions {
  /** Resolves when every change from now on will be told. Adding under the same key replaces. */
  add(key: string, interest: Interest): Promise<void>;
  remove(key: string): Promise<void>;
  /** Something may have changed: looks soon, and in the repository that is bound now. */
  hint(): void;
  /** Resolves when nothing is watched any more. */
  close(): Promise<void>;
}

export interface SubscriptionOutlet {
  readonly sendUpdated: (uri: string) => Promise<void>;
  readonly sendListChanged: () => Promise<void>;
  readonly log: (line: string) => void;
}

/** Stands for the list of resources among the URIs. */
const LIST = 'list';

/** Keeps the subscriptions of one connection, none at first. */
export function createSubscriptions(connection: Connection, outlet: SubscriptionOutlet): Subscriptions {
  const interests = new Map<string, Interest>();
  const seen = new Map<string, string>();
  let watched: { readonly root: string; readonly watch: Watch } | null = null;
  let tail: Promise<void> = Promise.resolve();
  const logFailure = (error: unknown) =>
    outlet.log(`subscriptions: ${cleanLine(error instanceof Error ? error.message : String(error))}`);

  const send = (subject: string) =>
    subject === LIST ? outlet.sendListChanged() : outlet.sendUpdated(subject);

  const look = async (wanted: readonly string[]) => {
    const ports = await findRepository(connection);
    const once = ports === null ? null : scanOnce(ports);
    for (const subject of wanted) {
      const content = once === null ? '' : await readSubject(once, subject);
      const before = seen.get(subject);
      seen.set(subject, content);
      if (before !== undefined && before !== content) await send(subject);
    }
  };
  const lookAtAll = () => look(listSubjects(interests.values())).catch(logFailure);

  /** Watches the bound repository if anybody is interested, and nothing else. */
  const renew = async () => {
    const subjects = listSubjects(interests.values());
    const ports = subjects.length === 0 ? null : await findRepository(connection);
    if (watched !== null && watched.root !== ports?.root) {
      await watched.watch.close();
      watched = null;
    }
    for (const subject of seen.keys()) if (!subjects.includes(subject)) seen.delete(subject);
    if (ports !== null && watched === null) {
      watched = { root: ports.root, watch: await ports.watch({ look: lookAtAll, warn: outlet.log }) };
    }
    await look(subjects.filter((subject) => !seen.has(subject)));
  };
  const renewInTurn = () => {
    tail = tail.then(renew).catch(logFailure);
    return tail;
  };

  return {
    add(key, interest) {
      interests.set(key, interest);
      return renewInTurn();
    },
    async remove(key) {
      if (interests.delete(key)) await renewInTurn();
    },
    hint() {
      if (interests.size > 0) void renewInTurn().then(() => watched?.watch.hint());
    },
    close() {
      interests.clear();
      return renewInTurn();
    },
  };
}

/** The way to subscribe of the protocol before 2026: one resource at a time. */
export function registerSubscriptions({ server }: McpServer, subscriptions: Subscriptions): void {
  server.setRequestHandler('resources/subscribe', async ({ params: { uri } }) => {
    await subscriptions.add(uri, { uris: [uri], list: false });
    return {};
  });
  server.setRequestHandler('resources/unsubscribe', async ({ params: { uri } }) => {
    await subscriptions.remove(uri);
    return {};
  });
}

function listSubjects(interests: Iterable<Interest>): string[] {
  const subjects = new Set<string>();
  for (const { uris, list } of interests) {
    for (const uri of uris) subjects.add(uri);
    if (list) subjects.add(LIST);
  }
  return [...subjects];
}

/** What a client would be told now; a resource that is not there is as good an answer as any. */
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
