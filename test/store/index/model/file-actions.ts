/** What people, editors and programs do to files. All paths are absolute. */
import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  unlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { alterSameSize, formatPlan, formatTask, pickPlan, pickTask, type Sandbox } from './fixture.ts';

export type Action = (sandbox: Sandbox) => void | Promise<void>;

/** Does something to one of the files, if there is one. */
function toSomeFile(change: (path: string, sandbox: Sandbox) => void, name = /\.md$/): Action {
  return (sandbox) => {
    const paths = sandbox.listFiles().filter((path) => name.test(path));
    const path = paths[sandbox.random.below(paths.length)];
    if (path !== undefined) change(path, sandbox);
  };
}

const TASK = /-\d{6}\.md$/;
const PLAN = /plan\.md$/;

function put(path: string, content: string | Uint8Array): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
}

function taskPath({ root, random }: Sandbox, id: string): string {
  return join(root, '.tasks', pickPlan(random), `${id}.md`);
}

/** Writes another text of the same size, and makes the modification time what it was. */
function alterInPlace(path: string): void {
  const { atime, mtime } = lstatSync(path);
  writeFileSync(path, alterSameSize(readFileSync(path, 'utf8')));
  utimesSync(path, atime, mtime);
}

/** The same by a new file that takes the place of the old one. */
function alterByRename(path: string, { root }: Sandbox): void {
  const { atime, mtime } = lstatSync(path);
  const other = join(root, '.git', 'new');
  writeFileSync(other, alterSameSize(readFileSync(path, 'utf8')));
  utimesSync(other, atime, mtime);
  renameSync(other, path);
}

function replaceByLink(path: string, { root, random }: Sandbox): void {
  const target = join(root, '.git', `moved-${random.below(1 << 24)}`);
  renameSync(path, target);
  symlinkSync(target, path);
}

const BROKEN = [
  '',
  '---\nid: [\n---\n',
  'no front matter\n',
  '---\nstatus: pending\nstatus: completed\n---\n',
  '---\nid: a\ntitle: b\ndepends_on:\n  - \u00e4lter\n  - "\\ud83d"\n---\n',
  '---\n<<<<<<< ours\nid: a\n=======\nid: b\n>>>>>>> theirs\n---\n',
] as const;

export const FILE_ACTIONS: Readonly<Record<string, Action>> = {
  'create a task': (sandbox) => {
    const id = pickTask(sandbox.random);
    put(taskPath(sandbox, id), formatTask(id, sandbox.random));
  },
  'edit a task': toSomeFile((path, { random }) => put(path, formatTask(basename(path, '.md'), random)), TASK),
  'edit a plan': toSomeFile(
    (path, { random }) => put(path, formatPlan(basename(dirname(path)), random)),
    PLAN,
  ),
  'write the same again': toSomeFile((path) => put(path, readFileSync(path))),
  'alter in place, same size and time': toSomeFile(alterInPlace),
  'alter by rename, same size and time': toSomeFile(alterByRename),
  touch: toSomeFile((path) => utimesSync(path, new Date(), new Date())),
  'touch with a time to come': toSomeFile((path) => utimesSync(path, 4e9, 4e9)),
  'touch with a time long ago': toSomeFile((path) => utimesSync(path, 1e9, 1e9)),
  'rename a task': toSomeFile(
    (path, { random }) => renameSync(path, join(dirname(path), `${pickTask(random)}.md`)),
    TASK,
  ),
  'move a task': toSomeFile((path, sandbox) => {
    const target = taskPath(sandbox, basename(path, '.md'));
    mkdirSync(dirname(target), { recursive: true });
    renameSync(path, target);
  }, TASK),
  'copy a task': toSomeFile(
    (path, sandbox) => put(taskPath(sandbox, basename(path, '.md')), readFileSync(path)),
    TASK,
  ),
  'delete a file': toSomeFile((path) => unlinkSync(path)),
  'delete a plan file': toSomeFile((path) => unlinkSync(path), PLAN),
  'break a file': toSomeFile((path, { random }) => put(path, random.pick(BROKEN))),
  'write invalid UTF-8': toSomeFile((path) => put(path, Buffer.from('---\nid: \xff\n---\n', 'latin1'))),
  'write too much': toSomeFile((path) => truncateSync(path, 1024 * 1024 + 1)),
  'replace a file by a link': toSomeFile(replaceByLink),
  'replace a file by a folder': toSomeFile((path) => {
    unlinkSync(path);
    mkdirSync(path);
  }),
  'take away the right to read': toSomeFile((path) => chmodSync(path, 0o000)),
  'give a right back': toSomeFile((path) => chmodSync(path, 0o644)),
  'put files where none belong': ({ root, random }) => {
    put(join(root, '.tasks', random.pick(['README.md', 'notes.md', 'tasks.json', '.hidden.md'])), 'x\n');
    put(
      join(root, '.tasks', pickPlan(random), random.pick(['two\nlines.md', 'synthesis.md', '.x.md'])),
      'x\n',
    );
  },
  'move a plan folder away and back': ({ root, random }) => {
    const folder = join(root, '.tasks', pickPlan(random));
    const away = join(root, '.git', basename(folder));
    if (existsSync(folder) && !existsSync(away)) renameSync(folder, away);
    else if (existsSync(away) && !existsSync(folder)) {
      mkdirSync(dirname(folder), { recursive: true });
      renameSync(away, folder);
    }
  },
  'delete a plan folder': ({ root, random }) => {
    rmSync(join(root, '.tasks', pickPlan(random)), { recursive: true, force: true });
  },
  'replace a plan folder by a copy': ({ root, random }) => {
    const folder = join(root, '.tasks', pickPlan(random));
    if (!existsSync(folder)) return;
    const copy = `${root}/.git/copy-${random.below(1 << 24)}`;
    cpSync(folder, copy, { recursive: true, preserveTimestamps: true, verbatimSymlinks: true });
    rmSync(folder, { recursive: true });
    renameSync(copy, folder);
  },
  'replace a plan folder by a link': ({ root, random }) => {
    const folder = join(root, '.tasks', pickPlan(random));
    if (lstatSync(folder, { throwIfNoEntry: false })?.isDirectory())
      replaceByLink(folder, { root, random } as Sandbox);
  },
  'replace .tasks by a link': ({ root, random }) => {
    const folder = join(root, '.tasks');
    if (lstatSync(folder, { throwIfNoEntry: false })?.isDirectory())
      replaceByLink(folder, { root, random } as Sandbox);
  },
  'remove .tasks': ({ root }) => rmSync(join(root, '.tasks'), { recursive: true, force: true }),
};
