/** Lays hooks down beside those of the user and takes them away again; nothing of the user's is changed, only renamed. */
import {
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join, relative, sep } from 'node:path';
import type { HookChanges } from '../app/ports.ts';
import { PlanError } from '../errors.ts';
import { toIoError } from '../store/io-error.ts';
import { newTemporaryName } from '../store/temporary-files.ts';
import {
  formatHook,
  HOOK_NAMES,
  type HookProgram,
  KEPT_SUFFIX,
  type OwnHookName,
  recogniseHook,
} from './hook-script.ts';
import { findHooksFolder, type HooksFolder } from './hooks-folder.ts';
import type { RepositoryLocation } from './locate-repository.ts';
import { lookAt } from './look-at.ts';

/** One thing to do with one hook, decided before anything is touched. */
interface Step {
  readonly path: string;
  readonly does: 'created' | 'kept' | 'removed';
  readonly note?: string;
  readonly run?: () => void;
}

/** Lays the hooks down. Throws `hooks-elsewhere`, or `hook-in-the-way` before anything is written. */
export async function installHooks(
  location: RepositoryLocation,
  { program, dryRun }: { readonly program: HookProgram; readonly dryRun: boolean },
): Promise<HookChanges> {
  const folder = await findHooksFolder(location);
  const steps = HOOK_NAMES.map((name) =>
    planInstall(join(folder.path, name), name, formatHook(name, program)),
  );
  if (!dryRun) makeFolder(folder.path);
  return carryOut(location, { steps, dryRun, notes: describeFolder(folder) });
}

/** Takes our hooks away, and gives those that were there before their names back. */
export async function removeHooks(
  location: RepositoryLocation,
  { dryRun }: { readonly dryRun: boolean },
): Promise<HookChanges> {
  const folder = await findHooksFolder(location);
  const steps = HOOK_NAMES.flatMap((name) => planRemoval(join(folder.path, name)));
  return carryOut(location, { steps, dryRun, notes: [] });
}

function planInstall(path: string, name: OwnHookName, text: string): Step {
  const state = readState(path);
  const kept = path + KEPT_SUFFIX;
  const write = () => writeHook(path, text);
  if (state === 'edited') return { path, does: 'kept', note: `${name} was edited by hand and stays so.` };
  if (state === 'ours' && readFileSync(path, 'utf8') === text) return { path, does: 'kept' };
  if (state !== 'foreign') return { path, does: 'created', run: write };
  const note = `Your ${name} hook runs first; it is kept as ${name}${KEPT_SUFFIX}.`;
  if (lookAt(kept) === undefined) {
    const run = () => {
      keep(path, kept);
      write();
    };
    return { path, does: 'created', note, run };
  }
  if (isSame(path, kept)) return { path, does: 'created', note, run: write };
  throw new PlanError('hook-in-the-way', `There are two hooks of yours, ${path} and ${kept}.`, {
    data: { path, kept },
  });
}

function planRemoval(path: string): Step[] {
  const state = readState(path);
  const kept = path + KEPT_SUFFIX;
  const hasKept = lookAt(kept) !== undefined;
  if (state === 'edited')
    return [{ path, does: 'kept', note: `${path} was edited by hand; remove it yourself.` }];
  if (state === 'foreign') {
    return hasKept ? [{ path, does: 'kept', note: `${kept} is an older hook of yours, and was left.` }] : [];
  }
  if (hasKept) {
    return [
      { path, does: 'removed', note: `Your hook is ${path} again.`, run: () => renameSync(kept, path) },
    ];
  }
  return state === 'missing' ? [] : [{ path, does: 'removed', run: () => rmSync(path) }];
}

function readState(path: string): 'missing' | 'ours' | 'edited' | 'foreign' {
  const stat = lookAt(path);
  if (stat === undefined) return 'missing';
  if (stat.isSymbolicLink()) return 'foreign';
  if (stat.isFile()) return recogniseHook(readFileSync(path, 'utf8'));
  throw new PlanError('hook-in-the-way', `${path} is neither a file nor a link.`, { data: { path } });
}

/** The second name comes before the first is taken, so that the hook is never without one. */
function keep(path: string, kept: string): void {
  if (lstatSync(path).isSymbolicLink()) symlinkSync(readlinkSync(path), kept);
  else linkSync(path, kept);
}

function isSame(path: string, kept: string): boolean {
  return existsSync(path) && existsSync(kept) && readFileSync(path).equals(readFileSync(kept));
}

function writeHook(path: string, text: string): void {
  const temporary = join(path, '..', newTemporaryName());
  writeFileSync(temporary, text, { flag: 'wx', mode: 0o755 });
  renameSync(temporary, path);
}

function makeFolder(path: string): void {
  try {
    mkdirSync(path, { recursive: true });
  } catch (error) {
    throw toIoError(error, 'create the folder', path);
  }
}

function carryOut(
  { root }: RepositoryLocation,
  { steps, dryRun, notes }: { steps: readonly Step[]; dryRun: boolean; notes: readonly string[] },
): HookChanges {
  for (const { path, run } of dryRun ? [] : steps) {
    try {
      run?.();
    } catch (error) {
      throw toIoError(error, 'put a hook at', path);
    }
  }
  const listed = (does: Step['does']) =>
    steps.filter((step) => step.does === does).map(({ path }) => showPath(root, path));
  return {
    created: listed('created'),
    kept: listed('kept'),
    removed: listed('removed'),
    notes: [...steps.flatMap(({ note }) => note ?? []), ...notes],
  };
}

function describeFolder({ inWorkTree, isTracked }: HooksFolder): string[] {
  if (inWorkTree === null) return [];
  return isTracked
    ? [
        `The hooks folder ${inWorkTree} (core.hooksPath) is tracked: \`git status\` shows the hooks, and others get them with a commit.`,
      ]
    : [
        `The hooks folder ${inWorkTree} (core.hooksPath) is kept by another tool, it seems: when that writes it again, repeat \`orc init --hooks\`.`,
      ];
}

function showPath(root: string, path: string): string {
  const shown = relative(root, path);
  return (shown.startsWith('..') ? path : shown).split(sep).join('/');
}
