/**
 * The only user of simple-git: reads history, which is long and needs no stdin. It gets fixed
 * subcommands from the functions here and never a raw argument from elsewhere; the package is loaded with
 * the first call, so that commands without history do not pay for it. It drops every `GIT_*` variable
 * but the two listed. For plumbing and writes see `run-git.ts`.
 */
import type { SimpleGit } from 'simple-git';
import { PlanError } from '../errors.ts';
import { isOid } from './refs.ts';

/** Reads from one repository; every call gives the whole output as text. */
export interface Porcelain {
  /** `git log` with these options, revisions and literal paths; newest first unless an option says otherwise. */
  log(query: LogQuery): Promise<string>;
  /** The full name of the commit that a revision means; null when there is none. */
  resolveCommit(revision: string): Promise<string | null>;
  /** The lines of `git ls-tree -z` for one path of a commit. */
  listTree(commit: string, path: string): Promise<string>;
  /** Those of the commits, by full name, that a tip does not contain. */
  findOutside(commits: readonly string[], tip: string): Promise<readonly string[]>;
}

interface LogQuery {
  readonly options: readonly string[];
  /** Full object names, refs or `HEAD`, each perhaps with `^` before it. */
  readonly revisions: readonly string[];
  readonly paths?: readonly string[];
}

const READ_ONLY = ['--literal-pathspecs', '--no-optional-locks'];
/** Overrides what a user's configuration could change about the output of `log`. */
const CONFIGURATION_PROOF = [
  '--no-color',
  '--no-show-signature',
  '--no-notes',
  '--no-follow',
  '--root',
  '--encoding=UTF-8',
  '--ignore-submodules=none',
];
const REVISION = /^(?:\^?(?:HEAD|[0-9a-f]{40,64}))$/;

/** Opens a reader; loads simple-git when the first answer is asked for. */
export function openPorcelain(root: string): Porcelain {
  let loaded: Promise<SimpleGit> | undefined;
  const run = async (args: readonly string[]): Promise<string> => {
    loaded ??= load(root);
    const git = await loaded;
    return git.raw([...READ_ONLY, ...args]).catch((error: unknown) => {
      throw describeFailure(args, error);
    });
  };
  return {
    log: ({ options, revisions, paths = [] }) => {
      const bad = revisions.find((revision) => !REVISION.test(revision));
      if (bad !== undefined) throw new PlanError('internal', `${bad} is no checked revision.`);
      return run(['log', ...CONFIGURATION_PROOF, ...options, ...revisions, '--', ...paths]);
    },
    resolveCommit: async (revision) => {
      const args = ['rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`];
      const oid = (await run(args)).trim();
      // For a range, git prints both ends before it fails.
      return isOid(oid) ? oid : null;
    },
    listTree: (commit, path) => run(['ls-tree', '-d', '-z', '--full-tree', commit, '--', path]),
    findOutside: async (commits, tip) => {
      const reachable = await run(['rev-list', '--ignore-missing', ...commits, `^${tip}`, '--']);
      const outside = new Set(reachable.split('\n'));
      return commits.filter((oid) => outside.has(oid));
    },
  };
}

async function load(root: string): Promise<SimpleGit> {
  const { simpleGit } = await import('simple-git');
  return simpleGit({
    baseDir: root,
    maxConcurrentProcesses: 2,
    allowEnvironment: ['GIT_CONFIG_GLOBAL', 'GIT_CONFIG_NOSYSTEM'],
    unsafe: { allowUnsafeConfigPaths: true },
  });
}

function describeFailure(args: readonly string[], error: unknown): PlanError {
  const said = error instanceof Error ? error.message.trim() : String(error);
  if (/ENOENT/.test(said)) {
    return new PlanError('git-missing', `git could not be started: ${said}.`, { cause: error });
  }
  return new PlanError('git-failed', `git ${args[0]} failed: ${said}`, {
    data: { command: args[0] },
    cause: error,
  });
}
