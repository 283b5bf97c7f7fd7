/**
 * Who wants to know about which resources. The files are watched only while somebody does. A resource is
 * updated when reading it would give another answer: nothing else has to be known about it.
 */
import type { McpServer } from '@modelcontextprotocol/server';
import type { Watch } from '../app/ports.ts';
import { cleanLine } from '../core/clean-text.ts';
import { createComparison, LIST } from './compare-resources.ts';
import { type Connection, findRepository } from './connection.ts';

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

/** Keeps the subscriptions of one connection, none at first. */
export function createSubscriptions(connection: Connection, outlet: SubscriptionOutlet): Subscriptions {
  const interests = new Map<string, Interest>();
  const comparison = createComparison(connection, (subject) =>
    subject === LIST ? outlet.sendListChanged() : outlet.sendUpdated(subject),
  );
  let watched: { readonly root: string; readonly watch: Watch } | null = null;
  let tail: Promise<void> = Promise.resolve();
  const logFailure = (error: unknown) =>
    outlet.log(`subscriptions: ${cleanLine(error instanceof Error ? error.message : String(error))}`);

  const look = () => comparison.look(listSubjects(interests.values())).catch(logFailure);

  /** Watches the bound repository if anybody is interested, and nothing else. */
  const renew = async () => {
    const subjects = listSubjects(interests.values());
    const ports = subjects.length === 0 ? null : await findRepository(connection);
    if (watched !== null && watched.root !== ports?.root) {
      await watched.watch.close();
      watched = null;
    }
    if (ports !== null && watched === null) {
      watched = { root: ports.root, watch: await ports.watch({ look, warn: outlet.log }) };
    }
    await comparison.restrict(subjects);
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
