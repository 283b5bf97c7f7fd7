import type { Examination } from './examine.ts';
import type { Fault } from './run-program.ts';

const ERRORS = ['ENOSPC', 'EIO', 'EACCES', 'EMFILE'];

/** Every fault that a command can meet: a kill at each moment, alone and with its git processes, and each error at each call. */
export function listFaults({ moments, calls }: Pick<Examination, 'moments' | 'calls'>): readonly Fault[] {
  const kills = countTo(moments.length).flatMap((at): Fault[] => [
    { kind: 'kill', at },
    { kind: 'kill-group', at },
  ]);
  const errors = ERRORS.flatMap((errno) => countTo(calls).map((at): Fault => ({ kind: 'error', at, errno })));
  return [...kills, ...errors];
}

/** So many of them, evenly. */
export function pickSome<T>(all: readonly T[], count: number): readonly T[] {
  const step = all.length / count;
  return Array.from({ length: count }, (_, index) => all[Math.floor((index + 0.5) * step)]).flatMap((one) =>
    one === undefined ? [] : [one],
  );
}

const countTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1);
