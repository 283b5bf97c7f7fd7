import { join } from 'node:path';
import type { RepositoryFacts } from '../core/doctor/condition.ts';
import { findIgnoreRules } from './artifact-queries.ts';
import { isTrue, readSettings, resolveHooksFolder } from './commit-settings.ts';
import { findInstalledParts } from './installed-parts.ts';
import type { RepositoryLocation } from './locate-repository.ts';
import { lookAt } from './look-at.ts';
import { type GitCall, type GitResult, runGit, splitRecords } from './run-git.ts';

/** A path as tasks have it, for the questions that git answers about paths. */
const PROBE = '.tasks/plan-000000/task-000000.md';

/** Asks git about itself and the repository; changes nothing. */
export async function examineRepository(location: RepositoryLocation): Promise<RepositoryFacts> {
  const { root, gitDir, commonDir, objectFormat, refFormat } = location;
  const kind = { isLinked: gitDir !== commonDir, objectFormat, refFormat };
  const gitVersion = await readVersion(root);
  if (gitVersion === null) return { ...NOTHING, ...kind };
  const ask = (args: GitCall['args']) => runGit({ root, args });
  const [settings, identity, shallow, head, ignored, tracked] = await Promise.all([
    readSettings(location),
    ask(['var', 'GIT_COMMITTER_IDENT']),
    ask(['rev-parse', '--is-shallow-repository']),
    ask(['log', '-1', '--format=%ct', 'HEAD', '--']),
    findIgnoreRule(root),
    ask(['ls-files', '-z', '--', '.tasks']),
  ]);
  const driver = settings.get('merge.orchestrator.driver');
  return {
    ...kind,
    gitVersion,
    identityFault: identity.status === 0 ? null : lastLine(identity.stderr),
    isShallow: textOf(shallow) === 'true',
    isPartial: [...settings.keys()].some((key) =>
      /^(remote\..*\.promisor|extensions\.partialclone)$/i.test(key),
    ),
    isSparse: isTrue(settings.get('core.sparsecheckout') ?? 'false'),
    headAtMs: head.status === 0 ? Number(textOf(head)) * 1000 : null,
    ignoredBy: ignored,
    collisions: findCollisions(splitRecords(tracked.stdout)),
    foldsCase: isTrue(settings.get('core.ignorecase') ?? 'false'),
    parts: findInstalledParts(resolveHooksFolder(location, settings), driver),
  };
}

const NOTHING: Omit<RepositoryFacts, 'isLinked' | 'objectFormat' | 'refFormat'> = {
  gitVersion: null,
  identityFault: null,
  isShallow: false,
  isPartial: false,
  isSparse: false,
  headAtMs: null,
  ignoredBy: null,
  collisions: [],
  foldsCase: false,
  parts: [],
};

async function readVersion(root: string): Promise<string | null> {
  return runGit({ root, args: ['version'] }).then(textOf, () => null);
}

/** Where it is said that tasks are ignored; behind a link in the place of their folder git looks at nothing. */
async function findIgnoreRule(root: string): Promise<string | null> {
  if (lookAt(join(root, '.tasks'))?.isSymbolicLink()) return null;
  return (await findIgnoreRules(root, [PROBE])).get(PROBE) ?? null;
}

function findCollisions(paths: readonly string[]): string[][] {
  const groups = new Map<string, Set<string>>();
  for (const path of paths) {
    const [folder = '', plan = '', ...rest] = path.split('/');
    // A folder that differs counts once, and not for every file in it.
    for (const part of [`${folder}/${plan}`, path]) {
      if (part === path && rest.length === 0) continue;
      const key = part === path ? `${folder}/${plan}/${rest.join('/').toLowerCase()}` : part.toLowerCase();
      groups.set(key, (groups.get(key) ?? new Set()).add(part));
    }
  }
  return [...groups.values()].filter(({ size }) => size > 1).map((group) => [...group].sort());
}

function textOf({ stdout }: GitResult): string {
  return stdout.toString('utf8').trim();
}

function lastLine(text: string): string {
  return text.trim().split('\n').at(-1) ?? '';
}
