/**
 * `lint --fix`: the corrections whose meaning is certain. A file with any other error is not touched, a
 * file is written only when it can be read afterwards, and nothing is committed: the user looks first.
 */
import type { FixDocument } from '../answers.ts';
import type { Ports } from '../ports.ts';
import { fixFields } from './fix-fields.ts';
import { fixReferences } from './fix-references.ts';
import type { Scope } from './scope.ts';

/** What the passes of one run hand on to each other. */
export interface FixRun {
  readonly ports: Ports;
  readonly scope: Scope;
  /** Names that files and ids had before, and the ids that they have now. */
  readonly aliases: [name: string, id: string][];
  readonly fixed: FixDocument[];
}

/** Corrects what it can; to be called with the lock held. Plans come first, because tasks lie in their folders. */
export async function fixFiles(ports: Ports, scope: Scope): Promise<FixDocument[]> {
  const run: FixRun = { ports, scope, aliases: [], fixed: [] };
  await fixFields(run, 'plan');
  await fixFields(run, 'task');
  await fixReferences(run);
  return run.fixed;
}
