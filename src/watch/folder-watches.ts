import { type FSWatcher, watch as watchFolder } from 'node:fs';
import { basename, join } from 'node:path';
import { isHint, listComingFolders, type WatchedPlaces } from './watched-folders.ts';

/** What a system watch tells: `rename` when a name came or went, and which; null when it does not know. */
export type OnEvent = (event: string, folder: string, name: string | null) => void;

export interface FolderWatches {
  /** Watches exactly the folders that are there now. */
  renew(): void;
  /** Gives a hint of what happened in a folder; a folder that came or went there has to be watched anew. */
  readonly onEvent: OnEvent;
  close(): void;
}

interface Reactions {
  readonly hint: () => void;
  /** Told when the system does not let a folder be watched. */
  readonly fallBack: (error: unknown) => void;
}

/** Watches of the folders that come and go; none before the first `renew`. */
export function createFolderWatches(places: WatchedPlaces, { hint, fallBack }: Reactions): FolderWatches {
  const watches = new Map<string, { readonly identity: string; readonly watcher: FSWatcher }>();
  let isClosed = false;
  const drop = (path: string) => {
    watches.get(path)?.watcher.close();
    watches.delete(path);
  };
  const onEvent: OnEvent = (event, folder, name) => {
    if (event === 'rename' && name !== null) {
      drop(join(folder, name));
      if (name === basename(folder)) drop(folder);
    }
    hint();
  };
  const add = (path: string, identity: string) => {
    try {
      const watcher = watchFolder(path, (event, name) => {
        if (name === null || isHint(path, name)) onEvent(event, path, name);
      });
      watcher.on('error', (error) => (isGone(error) ? drop(path) : fallBack(error)));
      watches.set(path, { identity, watcher });
    } catch (error) {
      if (isGone(error)) hint();
      else fallBack(error);
    }
  };
  return {
    renew() {
      const wanted = new Map(listComingFolders(places).map(({ path, identity }) => [path, identity]));
      for (const [path, { identity }] of [...watches]) if (wanted.get(path) !== identity) drop(path);
      for (const [path, identity] of wanted) if (!isClosed && !watches.has(path)) add(path, identity);
    },
    onEvent,
    close() {
      isClosed = true;
      for (const path of [...watches.keys()]) drop(path);
    },
  };
}

/** Whether a folder cannot be watched because it is there no more. */
export function isGone(error: unknown): boolean {
  const { code } = error as NodeJS.ErrnoException;
  return code === 'ENOENT' || code === 'ENOTDIR' || code === 'EPERM'; // the last on Windows
}
