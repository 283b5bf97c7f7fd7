/**
 * A process of its own that writes plan files, or reads them by a shared index, for a while:
 * `writer|reader <root> <durationMs> <seed>`. A reader prints what cannot be; see races.test.ts.
 */
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createRandom } from '../../../bench/random.ts';
import { STATUS_CODE } from '../../../src/core/graph/codes.ts';
import { STATUSES } from '../../../src/core/task.ts';
import type { TaskTable } from '../../../src/core/task-table.ts';
import { createChangeProbe } from '../../../src/git/change-probe.ts';
import { locateRepository } from '../../../src/git/locate-repository.ts';
import { runGit } from '../../../src/git/run-git.ts';
import { identityOf, loadIndex } from '../../../src/store/index/index-file.ts';
import { readTable } from '../../../src/store/index/read-table.ts';
import { LOW_LIMITS } from './model/read-answers.ts';

const [role = '', root = '', durationMs = '', seed = ''] = process.argv.slice(2);
const random = createRandom(Number(seed));
const endMs = Date.now() + Number(durationMs);

/** Status, title and effort belong together, so that parts of two texts are found out. */
function formatTask(id: string): string {
  const place = random.below(3);
  const status = STATUSES[place];
  return `---\nid: ${id}\ntitle: This is ${status}\nstatus: ${status}\neffort: ${place + 1}h\n---\n${'x'.repeat(random.below(50))}`;
}

async function write(): Promise<void> {
  const folders = ['red-aaaaaa', 'green-bbbbbb'].map((id) => join(root, '.tasks', id));
  const temporary = join(root, '.git', `new-${seed}`);
  for (let count = 0; Date.now() < endMs; count++) {
    const id = `task-00000${random.below(8)}`;
    const [from = '', to = ''] = random.chance(0.5) ? folders : folders.toReversed();
    writeFileSync(temporary, formatTask(id));
    renameSync(temporary, join(from, `${id}.md`));
    if (random.chance(0.2)) renameSync(join(from, `${id}.md`), join(to, `${id}.md`));
    if (count % 50 === 0) await runGit({ root, args: ['add', '--all'] });
    if (count % 10 === 0) await new Promise((resolve) => setTimeout(resolve, random.below(120)));
  }
}

async function read(): Promise<void> {
  const { gitDir, objectFormat } = locateRepository(root);
  const indexPath = join(gitDir, 'orchestrator', 'index');
  const place = {
    root,
    indexPath,
    objectFormat,
    probe: createChangeProbe({ root, gitDir, objectFormat: 'sha1' } as never),
    limits: LOW_LIMITS,
  };
  const copy = join(root, '.git', `copy-${seed}`);
  let answers = 0;
  for (; Date.now() < endMs; answers++) {
    checkTable(await readTable(place));
    writeFileSync(copy, readFileSync(indexPath));
    if (loadIndex(copy, identityOf(root, objectFormat))?.records.pieces() == null) report('a torn index');
  }
  rmSync(copy);
  if (answers < 3) report(`only ${answers} answers`);
}

function checkTable(table: TaskTable): void {
  for (let node = 0; node < table.graph.size; node++) {
    const status = table.graph.status[node] ?? -1;
    // An id that was seen in both folders, on its way, has no status in the graph.
    const isWhole = status > STATUS_CODE.cancelled || table.graph.weightHours[node] === status + 1;
    if (!isWhole) report(`status ${status} with ${table.graph.weightHours[node]} hours`);
    const task = table.taskAt(node);
    if (task === null) continue;
    if (task.title !== `This is ${task.status}`) report(`"${task.title}" is ${task.status}`);
    if (task.id !== table.graph.ids[node]) report(`${task.id} in the place of ${table.graph.ids[node]}`);
  }
}

function report(text: string): void {
  process.stdout.write(`${text}\n`);
}

mkdirSync(join(root, '.git', 'orchestrator'), { recursive: true });
await (role === 'writer' ? write() : read());
const left = readdirSync(join(root, '.git', 'orchestrator')).filter((name) =>
  name.includes(`-${process.pid}-`),
);
if (left.length > 0) report(`left behind: ${left.join(', ')}`);
