import type { ErrorKind } from '../errors.ts';

/** What a process ends with: 0 done, 1 refused or problems found, 2 usage, 3 lost to someone else, 255 our bug. */
export const EXIT_CODES = { refused: 1, usage: 2, lost: 3, bug: 255 } as const satisfies Record<
  ErrorKind,
  number
>;
