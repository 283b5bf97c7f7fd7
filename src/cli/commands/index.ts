import type { Command } from 'commander';
import type { Edge } from '../edge.ts';

type Register = (program: Command, edge: Edge) => void;

/**
 * Every command, in the order in which help lists them: the workflow first, then queries, edits, the rest.
 * Each is loaded when it is the one that runs, and all of them for the help.
 */
export const COMMANDS: Readonly<Record<string, () => Promise<Register>>> = {
  init: async () => (await import('./init.ts')).registerInit,
  session: async () => (await import('./session.ts')).registerSession,
  plan: async () => (await import('./plan.ts')).registerPlan,
  execute: async () => (await import('./execute.ts')).registerExecute,
  complete: async () => (await import('./complete.ts')).registerComplete,
  synthesize: async () => (await import('./synthesize.ts')).registerSynthesize,
  status: async () => (await import('./status.ts')).registerStatus,
  list: async () => (await import('./list.ts')).registerList,
  show: async () => (await import('./show.ts')).registerShow,
  ready: async () => (await import('./ready.ts')).registerReady,
  next: async () => (await import('./next.ts')).registerNext,
  graph: async () => (await import('./graph.ts')).registerGraph,
  add: async () => (await import('./add.ts')).registerAdd,
  update: async () => (await import('./update.ts')).registerUpdate,
  cancel: async () => (await import('./cancel.ts')).registerCancel,
  reopen: async () => (await import('./reopen.ts')).registerReopen,
  lint: async () => (await import('./lint.ts')).registerLint,
  log: async () => (await import('./log.ts')).registerLog,
  diff: async () => (await import('./diff.ts')).registerDiff,
  review: async () => (await import('./review.ts')).registerReview,
  audit: async () => (await import('./audit.ts')).registerAudit,
  claims: async () => (await import('./claims.ts')).registerClaims,
  release: async () => (await import('./release.ts')).registerRelease,
  land: async () => (await import('./land.ts')).registerLand,
  sync: async () => (await import('./sync.ts')).registerSync,
  doctor: async () => (await import('./doctor.ts')).registerDoctor,
  maintain: async () => (await import('./maintain.ts')).registerMaintain,
  hook: async () => (await import('./hook.ts')).registerHook,
  watch: async () => (await import('./watch.ts')).registerWatch,
  merge: async () => (await import('./merge.ts')).registerMerge,
  'merge-driver': async () => (await import('./merge-driver.ts')).registerMergeDriver,
  mcp: async () => (await import('./mcp.ts')).registerMcp,
};
