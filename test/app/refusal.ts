import { expect } from 'vitest';
import { type ErrorCode, PlanError } from '../../src/errors.ts';
import type { MemoryWorld } from '../helpers/memory-ports.ts';
import { readEverything } from './shop.ts';

/** Expects that a call is refused with the code, and that files, commits and claims are as before. Returns the error. */
export async function checkRefused(
  world: MemoryWorld,
  call: () => Promise<unknown>,
  code: ErrorCode,
): Promise<PlanError> {
  const before = readEverything(world);
  const error = await call().then(
    (answer) => new Error(`it was not refused: ${JSON.stringify(answer)}`),
    (reason: unknown) => reason,
  );
  if (!(error instanceof PlanError)) throw error;
  expect(error).toMatchObject({ code });
  expect(readEverything(world)).toEqual(before);
  return error;
}
