/** Composition root: store, git, clock and randomness, put together as the ports of the use cases. */
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { hostname, userInfo } from 'node:os';
import { dirname, join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type {
  ComparingPorts,
  Examination,
  ExaminingPorts,
  GitPort,
  LoggingPorts,
  WatchingPorts,
} from './app/ports.ts';
import { cleanLine } from './core/clean-text.ts';
import { formatSuffix, formatUlid } from './core/random-text.ts';
import { decodeText } from './format/decode-text.ts';
import { MAX_FILE_BYTES } from './format/split-file.ts';
import { createChangeProbe } from './git/change-probe.ts';
import { createGit } from './git/git-port.ts';
import { locateRepository, type RepositoryLocation } from './git/locate-repository.ts';
import { listOtherRoots } from './git/other-roots.ts';
import { withLock } from './store/lock.ts';
import { readRegularFile } from './store/safe-read.ts';
import { createScaffold } from './store/scaffold.ts';
import { createSettings } from './store/settings.ts';
import { createTaskFiles } from './store/task-files.ts';

export interface WorkspaceOptions {
  /** Any folder inside the work tree. */
  readonly directory: string;
  /** Who acts; ORCHESTRATOR_ACTOR, else git's user.name, when absent. */
  readonly actor?: string | undefined;
  /** Write files only. */
  readonly noCommit?: boolean | undefined;
}

/** A name on one line, without characters that a file or a terminal would take for something else. */
function nameActor(text: string | null | undefined): string {
  return cleanLine(text ?? '').trim();
}

function nameUser(git: GitPort): string {
  return nameActor(git.readUserName()) || userInfo().username;
}

/** The folder that the package was installed into; the bundle and the sources lie one level below it. */
const packageRoot = join(dirname(fileURLToPath(import.meta.url)), '..');

/**
 * Opens the repository that a folder lies in. Cheap, and nothing of the repository is kept, so that it can
 * be opened anew for every call. Throws `not-a-repository` or `bare-repository`.
 */
export async function openWorkspace({
  directory,
  actor,
  noCommit,
}: WorkspaceOptions): Promise<WatchingPorts & ExaminingPorts & ComparingPorts & LoggingPorts> {
  const location = locateRepository(directory);
  const { root, gitDir, commonDir, objectFormat } = location;
  const hooksLock = join(commonDir, 'orchestrator', 'hooks-lock');
  const indexPath = join(gitDir, 'orchestrator', 'index');
  const place = { root, templateDir: join(packageRoot, '.orchestrator-template') };
  const git = createGit(location);
  const settings = createSettings(place);
  let name: string | undefined;
  let changes = 0;
  const mayCommit = () => !noCommit && settings.readConfig().commit === 'auto';
  const files = createTaskFiles({
    root,
    objectFormat,
    indexPath,
    probe: createChangeProbe(location),
    isChanging: () => changes > 0,
  });
  const ports: WatchingPorts & ExaminingPorts & ComparingPorts & LoggingPorts = {
    root,
    git,
    settings,
    files,
    scaffold: createScaffold(place),
    hooks: {
      install: ({ dryRun }) =>
        withLock(hooksLock, async () => {
          const { installHooks } = await import('./git/install-hooks.ts');
          const entry = join(packageRoot, 'bin', 'orc.cjs');
          return installHooks(location, { program: { node: process.execPath, entry }, dryRun });
        }),
      remove: ({ dryRun }) =>
        withLock(hooksLock, async () =>
          (await import('./git/install-hooks.ts')).removeHooks(location, { dryRun }),
        ),
      async openStaged() {
        const { readStaged } = await import('./git/read-staged.ts');
        const { createStagedFiles } = await import('./store/staged-files.ts');
        const { changed, files } = await readStaged(location);
        return { changed, files: createStagedFiles(files) };
      },
    },
    exclusively: (work) => {
      const change = async () => {
        if (existsSync(join(gitDir, 'index.lock'))) {
          (await import('./git/index-lock.ts')).recoverIndexLock(location);
        }
        (await import('./git/recover-ref-locks.ts')).retryRefLocks(location);
        const ready = mayCommit() ? git.requireCommitReady() : undefined;
        // Whoever waits for it is told.
        ready?.catch(() => undefined);
        changes++;
        // Most changes begin with a look at all files: they are looked at while git says who commits, once it was asked.
        await setImmediate();
        const takeBack = files.lookAhead();
        try {
          await ready;
          return await work();
        } finally {
          takeBack();
          changes--;
        }
      };
      const recover = async ({ at }: { readonly at: string }) => {
        (await import('./store/recover.ts')).recoverFolders(root, join(gitDir, 'orchestrator'));
        (await import('./git/recover-ref-locks.ts')).recoverRefLocks(location, Date.parse(at));
      };
      return withLock(join(gitDir, 'orchestrator', 'lock'), change, { recover });
    },
    watch: async (request) => (await import('./watch/watch-files.ts')).watchFiles(location, request),
    async openAudit() {
      const { openAuditHistory } = await import('./git/audit-history.ts');
      const { createAuditCache } = await import('./store/audit-cache.ts');
      const cache = createAuditCache(join(gitDir, 'orchestrator', 'audit'));
      return { history: openAuditHistory(location), cache };
    },
    openHistory: async () => (await import('./git/plan-history.ts')).openPlanHistory(location),
    async openWorktrees() {
      return (await import('./git/worktrees.ts')).openWorktrees(location);
    },
    openAt: (path) => openWorkspace({ directory: path, actor: ports.actor, noCommit }),
    openPlanTrees: async () => (await import('./git/plan-trees.ts')).openPlanTrees(location),
    openExamination: () => openExamination(location, indexPath),
    readElsewhere: (path) =>
      listOtherRoots(location).map((other) => {
        const file = readRegularFile(join(other, path), MAX_FILE_BYTES);
        return file.ok ? decodeText(file.bytes) : null;
      }),
    now: () => new Date(),
    newSuffix: () => formatSuffix(randomBytes(6)),
    newUlid: () => formatUlid(Date.now(), randomBytes(16)),
    slugify: async (title) => {
      const { slugify } = await import('./format/slugify.ts');
      return slugify(title);
    },
    /** Asked for only when somebody acts: git has to be started for it. */
    get actor() {
      name ??= nameActor(actor) || nameActor(process.env.ORCHESTRATOR_ACTOR) || nameUser(git);
      return name;
    },
    get host() {
      return hostname();
    },
    mayCommit,
  };
  return ports;
}

/** Few commands look after a repository: what they need is loaded for them alone. */
async function openExamination(location: RepositoryLocation, indexPath: string): Promise<Examination> {
  const place = { ...location, indexPath, codeFolder: join(packageRoot, 'dist') };
  const [disk, locks, repository, unsaved, processes] = await Promise.all([
    import('./store/examine-disk.ts'),
    import('./store/leftover-locks.ts'),
    import('./git/examine-repository.ts'),
    import('./git/find-unsaved.ts'),
    import('./git/running-git.ts'),
  ]);
  return {
    readDisk: (folders) => disk.examineDisk(place, folders),
    readRepository: () => repository.examineRepository(location),
    findUnsaved: (worktree) => unsaved.findUnsaved(location, worktree),
    findGitProcesses: () => processes.findGitProcesses(location.commonDir),
    breakLock: (lock) => locks.breakLock(lock),
    removeTemporaries: () => disk.removeTemporaries(place),
    removeIndex: () => disk.removeIndex(place),
  };
}
