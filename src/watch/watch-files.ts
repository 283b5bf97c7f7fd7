/**
 * Hints that something under `.tasks/` or among the claims may have changed. Nothing depends on their being
 * complete: whoever gets one scans, and there is a scan now and then without any. The system's queue of file
 * events overflows silently when the process is busy during a large checkout.
 *
 * One watch a folder, never one a file. chokidar watches the folders that stay. Those that come and go are
 * left to `fs.watch`, because chokidar goes deaf on a folder that is removed and made again
 * (https://github.com/paulmillr/chokidar/issues/1278) and lists and stats every entry of a folder at each event in it:
 * with 10,000 files in one folder that is more work than the scan itself.
 */
import { join } from 'node:path';
import type { Watch, WatchRequest } from '../app/ports.ts';
import { createFolderWatches, isGone, type OnEvent } from './folder-watches.ts';
import { createLookLoop, type LookLoop } from './look-loop.ts';
import { listStayingFolders, type WatchedPlaces } from './watched-folders.ts';

const QUIET_MS = 40;
const MAX_WAIT_MS = 500;
const IDLE_MS = 30_000;
const POLL_MS = 2_000;

/** Looks once, then after every change, until it is closed. Throws what the first look throws. */
export async function watchFiles(places: WatchedPlaces, request: WatchRequest): Promise<Watch> {
  const { look, warn } = request;
  let loop: LookLoop | null = null;
  let isPolling = false;
  let wasHinted = false;
  const hint = () => {
    if (loop === null) wasHinted = true;
    else loop.hint();
  };
  const fallBack = (error: unknown) => {
    if (isPolling) return;
    isPolling = true;
    folders.close();
    loop?.setIdle(POLL_MS);
    warn(describeFallBack(error));
  };
  const folders = createFolderWatches(places, { hint, fallBack });
  const staying = await watchStayingFolders(places, { onEvent: folders.onEvent, fallBack });
  const lookAround = async () => {
    if (!isPolling) folders.renew();
    await look();
  };
  const close = async () => {
    await loop?.close();
    folders.close();
    await staying.close();
  };
  try {
    await lookAround();
  } catch (error) {
    await close();
    throw error;
  }
  loop = createLookLoop({
    look: lookAround,
    quietMs: QUIET_MS,
    maxWaitMs: MAX_WAIT_MS,
    idleMs: isPolling ? POLL_MS : IDLE_MS,
  });
  if (wasHinted) loop.hint();
  return { hint, close };
}

/** Resolves when the folders are watched. */
async function watchStayingFolders(
  places: WatchedPlaces,
  { onEvent, fallBack }: { readonly onEvent: OnEvent; readonly fallBack: (error: unknown) => void },
): Promise<{ close(): Promise<void> }> {
  const { watch } = await import('chokidar');
  const folders = listStayingFolders(places);
  const watcher = watch([...folders.keys()], {
    depth: 0,
    followSymlinks: false,
    ignoreInitial: true,
    ignored: (path) => !folders.has(join(path)),
  });
  watcher.on('error', (error) => {
    if (!isGone(error)) fallBack(error);
  });
  // The other events are about files that have a watch of their own, and here none has.
  watcher.on('raw', (event: string, name: string | null, details: unknown) => {
    const folder = join((details as { readonly watchedPath: string }).watchedPath);
    const names = folders.get(folder);
    if (name === null || names === null || names?.has(name)) onEvent(event, folder, name);
  });
  await new Promise<void>((resolve) => watcher.once('ready', () => resolve()));
  return watcher;
}

function describeFallBack(error: unknown): string {
  const { code = 'error', message } = error as NodeJS.ErrnoException;
  const why =
    code === 'ENOSPC' || code === 'EMFILE'
      ? `the system allows this user no more file watches (${code}; see fs.inotify.max_user_watches and max_user_instances)`
      : `files cannot be watched (${message})`;
  return `${why}; changes are looked for every ${POLL_MS / 1000} seconds instead.`;
}
