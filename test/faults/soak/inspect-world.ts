/** What must hold in every place when nobody is at work. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runProgram } from '../run-program.ts';
import type { Ledger } from './ledger.ts';
import type { Place, World } from './world.ts';

/** Looks at everything; what is wrong goes to the ledger. */
export async function inspectWorld(world: World, ledger: Ledger): Promise<void> {
  const complain = (place: Place, what: string) => ledger.complaints.push(`${place.name}: ${what}`);
  for (const place of world.places) {
    for (const what of [...(await inspectPlans(world, place)), ...inspectNotes(place, ledger)])
      complain(place, what);
    for (const what of inspectCommits(place)) complain(place, what);
  }
  for (const clone of world.clones) {
    const said = clone.git('fsck', '--no-dangling', '--no-progress');
    if (said !== '') complain(clone, `git fsck says ${said}`);
    const locks = readdirSync(join(clone.root, '.git'), { recursive: true, encoding: 'utf8' });
    const left = locks.filter((name) =>
      /(^|\/)(HEAD|index|config|packed-refs)\.lock$|^refs\/.*\.lock$/.test(name),
    );
    if (left.length > 0) complain(clone, `left behind: ${left.join(', ')}`);
  }
}

/** Nothing is unreadable, and what was recorded gets committed. */
async function inspectPlans({ entry }: World, { root, git }: Place): Promise<string[]> {
  const sync = await runProgram({ entry, root, args: ['sync'] });
  const lint = await runProgram({ entry, root, args: ['lint', '--json'] });
  const uncommitted = git('status', '--porcelain', '--', '.tasks');
  return [
    ...(sync.code === 0 ? [] : [`orc sync exits with ${sync.code}: ${sync.stderr}`]),
    ...(lint.code === 0 ? [] : [`orc lint exits with ${lint.code}: ${lint.stdout}${lint.stderr}`]),
    ...(uncommitted === '' ? [] : [`not committed: ${uncommitted}`]),
  ];
}

/** Every note that was acknowledged here is in its task. */
function inspectNotes({ name, root }: Place, { notes }: Ledger): string[] {
  const folder = join(root, '.tasks');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return notes
    .filter(({ place }) => place === name)
    .flatMap(({ task, text }) => {
      const file = files.find((path) => path.endsWith(`/${task}.md`));
      const isThere = file !== undefined && readFileSync(join(folder, file), 'utf8').includes(text);
      return isThere ? [] : [`lost in ${task}: ${text}`];
    });
}

/** A commit with a task's line holds its file and its artifact; a person's holds neither. */
function inspectCommits({ git }: Place): string[] {
  const format = '--format=%x01%H%x02%B%x02';
  const log = git('log', '--all', '--no-merges', '--name-only', format);
  return log.split('\x01').flatMap((record) => {
    const [oid = '', message = '', names = ''] = record.split('\x02');
    const paths = names.split('\n').filter(Boolean);
    const task = /^Task: (.*)$/m.exec(message)?.[1];
    const isOurs = /^(Task|Plan): /m.test(message);
    const foreign = paths.filter((path) =>
      isOurs
        ? !path.startsWith('.tasks/') && !path.startsWith(`work/${task}-`)
        : /^(\.tasks|work)\//.test(path),
    );
    return foreign.length === 0 ? [] : [`commit ${oid} holds ${foreign.join(', ')}`];
  });
}
