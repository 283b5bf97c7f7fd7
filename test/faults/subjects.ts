/** What is interrupted: each command that changes something, in a repository that is ready for it. */
import { createRepository, openRepository, type TestRepository } from '../helpers/repository.ts';
import { runProgram } from './run-program.ts';
import { createStage, type Stage } from './stage.ts';

export interface Subject {
  readonly name: string;
  readonly args: readonly string[];
  readonly input?: string;
  /** Paths outside `.tasks/` that its commits may hold. */
  readonly artifacts: readonly string[];
  readonly stage: Stage;
  /** The state in which it runs. */
  readonly start: TestRepository;
}

const STEPS = JSON.stringify([
  { title: 'Paint the door', files: ['door.txt'] },
  { title: 'Hang the sign', dependencies: ['Paint the door'] },
]);
const SHELVES = JSON.stringify([
  { title: 'Buy shelves' },
  { title: 'Fill them', dependencies: ['Buy shelves'] },
]);
const ARTIFACTS = ['door.txt', 'src/hinges.txt'];
const COMPLETE = [
  ...['complete', 'paint-the-door', '--summary', 'Painted it green'],
  ...ARTIFACTS.flatMap((path) => ['--artifact', path]),
];

export const SUBJECT_NAMES = [
  'plan',
  'execute',
  'update',
  'cancel',
  'complete',
  'together',
  'land',
  'synthesize',
];

/** Makes the subjects, all on one stage. `entry` is the program. */
export async function createSubjects(entry: string): Promise<readonly Subject[]> {
  const made = createRepository({ files: { 'README.md': '# Shop\n', 'src/till.txt': 'empty\n' } });
  const stage = createStage(made);
  const shop = stage.repository;
  const run = async (args: readonly string[], input = '') => {
    const { code, stderr } = await runProgram({ entry, root: shop.root, args, input });
    if (code !== 0) throw new Error(`orc ${args.join(' ')} failed: ${stderr}`);
  };
  await run(['plan', 'Open the shop', '--subtasks', '-'], STEPS);
  const fresh = stage.save();
  const branched = await completeAside(entry, stage);
  stage.restore(fresh);
  leaveWork(shop);
  const planned = stage.save();
  await run(['execute', 'paint-the-door']);
  shop.write('door.txt', 'green\n');
  shop.write('src/hinges.txt', 'oiled\n');
  const claimed = stage.save();
  await run(COMPLETE);
  await run(['complete', 'hang-the-sign', '--summary', 'Hung it']);
  const finished = stage.save();
  const subjects = [
    { name: 'plan', args: ['plan', 'Stock the shelves', '--subtasks', '-'], input: SHELVES, start: planned },
    { name: 'execute', args: ['execute', 'paint-the-door'], start: planned },
    { name: 'update', args: ['update', 'hang-the-sign', '--priority', 'critical'], start: planned },
    { name: 'cancel', args: ['cancel', 'hang-the-sign', '--reason', 'no sign'], start: planned },
    { name: 'complete', args: COMPLETE, artifacts: ARTIFACTS, start: claimed },
    { name: 'together', args: [...COMPLETE, '--together'], artifacts: ARTIFACTS, start: claimed },
    { name: 'land', args: ['land', 'paint-the-door'], artifacts: ARTIFACTS, start: branched },
    { name: 'synthesize', args: ['synthesize', 'open-the-shop'], start: finished },
  ];
  return subjects.map((subject) => ({ artifacts: [], stage, ...subject }));
}

/** The door is painted in a work tree of its own. Nothing is staged here: that would stop a merge. */
async function completeAside(entry: string, { repository, save }: Stage): Promise<TestRepository> {
  const { root, write } = repository;
  const run = async (folder: string, args: readonly string[]) => {
    const { code, stdout, stderr } = await runProgram({ entry, root: folder, args: [...args, '--json'] });
    if (code !== 0) throw new Error(`orc ${args.join(' ')} failed: ${stderr}`);
    return JSON.parse(stdout);
  };
  const { claim } = await run(root, ['execute', 'paint-the-door', '--worktree']);
  for (const path of ARTIFACTS) openRepository(claim.worktree).write(path, `${path}\n`);
  await run(claim.worktree, COMPLETE);
  write('src/till.txt', 'empty\nnot staged\n');
  write('idea.txt', 'untracked\n');
  return save();
}

/** A person's work in every state that a commit could spoil. */
function leaveWork({ write, git }: TestRepository): void {
  write('notes.txt', 'staged\n');
  write('src/till.txt', 'empty\nstaged\n');
  git('add', 'notes.txt', 'src/till.txt');
  write('src/till.txt', 'empty\nstaged\nnot staged\n');
  write('idea.txt', 'untracked\n');
}
