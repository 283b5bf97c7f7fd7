/**
 * What one client connection holds: the directory it works in, and the queue of its mutations.
 * Nothing else is kept between calls, so an edited role, config or task is seen by the next call.
 */
import { resolve } from 'node:path';
import type { ComparingPorts, ExaminingPorts, Ports, WatchingPorts } from '../app/ports.ts';
import { PlanError } from '../errors.ts';
import { openWorkspace } from '../workspace.ts';

export interface ConnectionOptions {
  /** Where the server was started; relative directories are resolved against it. */
  readonly directory: string;
  readonly actor?: string | undefined;
  readonly noCommit?: boolean | undefined;
  /** Called after every mutation, so that subscribers are told without waiting for the watcher. */
  readonly notify?: () => void;
}

export interface Connection {
  /** Opens the bound repository anew. Throws `not-a-repository` and the like. */
  open(): Promise<WatchingPorts & ExaminingPorts & ComparingPorts>;
  /** Binds another repository for every later call; the old binding stays when this throws. */
  bind(directory: string): Promise<Ports>;
  /** Runs mutations one after another, in the order of arrival. */
  enqueue<T>(mutation: () => Promise<T>): Promise<T>;
  /** Resolves when no mutation is running or waiting. */
  idle(): Promise<void>;
}

/** Starts a connection bound to the server's own directory. */
export function createConnection(options: ConnectionOptions): Connection {
  const { directory, notify, ...workspace } = options;
  let bound = directory;
  let tail: Promise<unknown> = Promise.resolve();

  const enqueue = <T>(mutation: () => Promise<T>): Promise<T> => {
    const result = tail.then(mutation);
    tail = result.then(
      () => notify?.(),
      () => undefined,
    );
    return result;
  };

  return {
    open: () => openWorkspace({ ...workspace, directory: bound }),
    bind: (wanted) =>
      enqueue(async () => {
        const ports = await openWorkspace({ ...workspace, directory: resolve(directory, wanted) });
        bound = ports.root;
        return ports;
      }),
    enqueue,
    idle: async () => {
      await tail;
    },
  };
}

/** The bound repository, or null where there is none: what it holds is then an empty list, not an error. */
export async function findRepository(connection: Connection): Promise<WatchingPorts | null> {
  try {
    return await connection.open();
  } catch (error) {
    if (error instanceof PlanError && error.code === 'not-a-repository') return null;
    throw error;
  }
}
