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

/** So many of them, evenly, and others with every run: all have their turn in the end. */
export function pickSome<T>(all: readonly T[], count: number): readonly T[] {
  const step = Math.max(1, all.length / count);
  const offset = Math.random() * step;
  return all.filter(
    (_, index) => Math.floor((index - offset) / step) !== Math.floor((index - offset - 1) / step),
  );
}

const countTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1);
