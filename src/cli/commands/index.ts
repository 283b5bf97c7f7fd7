import type { Command } from 'commander';
import type { Edge } from '../edge.ts';
import { registerAdd } from './add.ts';
import { registerCancel } from './cancel.ts';
import { registerClaims } from './claims.ts';
import { registerComplete } from './complete.ts';
import { registerExecute } from './execute.ts';
import { registerInit } from './init.ts';
import { registerList } from './list.ts';
import { registerMcp } from './mcp.ts';
import { registerNext } from './next.ts';
import { registerPlan } from './plan.ts';
import { registerReady } from './ready.ts';
import { registerRelease } from './release.ts';
import { registerReopen } from './reopen.ts';
import { registerSession } from './session.ts';
import { registerShow } from './show.ts';
import { registerStatus } from './status.ts';
import { registerSync } from './sync.ts';
import { registerSynthesize } from './synthesize.ts';
import { registerUpdate } from './update.ts';

/** Every command, in the order in which help lists them: the workflow first, then queries, edits, the rest. */
export const COMMANDS: readonly ((program: Command, edge: Edge) => void)[] = [
  registerInit,
  registerSession,
  registerPlan,
  registerExecute,
  registerComplete,
  registerSynthesize,
  registerStatus,
  registerList,
  registerShow,
  registerReady,
  registerNext,
  registerAdd,
  registerUpdate,
  registerCancel,
  registerReopen,
  registerClaims,
  registerRelease,
  registerSync,
  registerMcp,
];
