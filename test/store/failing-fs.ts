import * as fs from 'node:fs';
import type { WriteFs } from '../../src/store/atomic-write.ts';

/** A file system in which the nth call of one function fails. */
export function failing(name: keyof WriteFs, errno: string, nth = 1): WriteFs {
  let calls = 0;
  const real: WriteFs = { ...fs };
  const fail = (...args: unknown[]) => {
    calls += 1;
    if (calls === nth) throw Object.assign(new Error(`${errno}: simulated`), { code: errno });
    return Reflect.apply(real[name], fs, args);
  };
  return { ...real, [name]: fail };
}
