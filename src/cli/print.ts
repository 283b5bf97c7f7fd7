import { fstatSync, writeSync } from 'node:fs';
import { isatty } from 'node:tty';

/** Milliseconds to wait for a reader that is slower than we are. */
const PAUSE_MS = 2;

/**
 * Writes all of a text to standard output. `process.stdout` would do, but making it takes a tenth of the
 * time of a short command. A reader that has closed its pipe (`orc list | head`) has what it wanted.
 */
export function print(text: string): void {
  const bytes = Buffer.from(text, 'utf8');
  for (let done = 0; done < bytes.length; ) {
    try {
      done += writeSync(1, bytes, done);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EPIPE') process.exit();
      if (code !== 'EAGAIN') throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE_MS);
    }
  }
}

/** Whether standard output is a terminal. */
export function isTerminal(): boolean {
  try {
    return fstatSync(1).isCharacterDevice() && isatty(1);
  } catch {
    return false;
  }
}
