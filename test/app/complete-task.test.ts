import { describe, expect, it } from 'vitest';
import { type CompleteRequest, completeTask } from '../../src/app/complete-task.ts';
import { executeTask } from '../../src/app/execute-task.ts';
import type { Ports } from '../../src/app/ports.ts';
import { trailersOf } from '../helpers/memory-git.ts';
import type { MemoryWorld } from '../helpers/memory-ports.ts';
import { checkRefused } from './refusal.ts';
import { createShop, DOOR, LEASE, PLAN, pathOf, readEverything, readTask, taskText, WALLS } from './shop.ts';

function complete(ports: Ports, task: string, summary: string, options: Partial<CompleteRequest> = {}) {
  return completeTask(ports, { task, summary, paths: [], commits: [], ...options });
}

/** A shop in which Ada has claimed the door and painted it. */
async function createPaintedShop(): Promise<{ world: MemoryWorld; ada: Ports }> {
  const world = createShop();
  const ada = world.as('ada');
  await executeTask(ada, { task: DOOR });
  world.files.set('door.txt', 'green\n');
  world.advanceMs(60_000);
  return { world, ada };
}

describe('completeTask', () => {
  it('commits the work, then the record, and releases the claim', async () => {
    const { world, ada } = await createPaintedShop();
    const answer = await complete(ada, DOOR, 'Painted it green', {
      paths: ['door.txt'],
      details: 'Two coats.',
    });
    const [, work, record] = world.git.commits;
    expect(work).toMatchObject({ paths: ['door.txt'], message: { subject: 'Painted it green' } });
    expect(record).toMatchObject({ paths: [pathOf(DOOR)] });
    expect(record?.message.trailers).toEqual([
      ['Plan', PLAN],
      ['Task', DOOR],
      ['Task-Status', 'completed'],
      ['Task-Completion', answer.task.completion],
    ]);
    expect(world.git.claims.size).toBe(0);
    expect(answer).toMatchObject({
      status: 'completed',
      commits: [work?.oid],
      commit: record?.oid,
      committed: true,
      repeated: false,
      progress: { completed: 1, total: 3, percent: 33 },
      next_task: { id: WALLS },
      warnings: [],
    });
    const task = await readTask(ada, DOOR);
    expect(task).toMatchObject({
      startedAt: '2026-03-01T08:00:00.000Z',
      completedAt: '2026-03-01T08:01:00.000Z',
      completedBy: 'ada',
      artifacts: [{ path: 'door.txt' }],
    });
    expect(world.files.get(pathOf(DOOR))).toMatch(
      /\nGreen\.\n\n## Result\n\nPainted it green\n\nTwo coats\.\n$/,
    );
  });

  it('makes one commit of both with `together`', async () => {
    const { world, ada } = await createPaintedShop();
    const { commits } = await complete(ada, DOOR, 'Painted', { paths: ['door.txt'], together: true });
    expect(world.git.commits.slice(1).map(({ paths }) => paths)).toEqual([[pathOf(DOOR), 'door.txt']]);
    expect(commits).toEqual([]);
  });

  it('takes another subject for the work', async () => {
    const { world, ada } = await createPaintedShop();
    await complete(ada, DOOR, 'Painted', { paths: ['door.txt'], message: 'feat: a green door' });
    expect(world.git.commits[1]?.message.subject).toBe('feat: a green door');
  });

  it('leaves files alone that were not named', async () => {
    const { world, ada } = await createPaintedShop();
    world.files.set('secret.txt', 'not for git\n');
    await complete(ada, DOOR, 'Painted', { paths: ['door.txt'] });
    expect(world.git.commits.flatMap(({ paths }) => paths)).not.toContain('secret.txt');
  });

  it('links commits since the claim that carry the line or touch an artifact, and those that are named', async () => {
    const { world, ada } = await createPaintedShop();
    const commit = async (path: string, task?: string) => {
      world.files.set(path, 'work\n');
      const trailers = task === undefined ? [] : [['Task', task] as const];
      await world.git.port.commitPaths({ paths: [path], message: { subject: path, trailers } });
      return world.git.commits.at(-1)?.oid ?? '';
    };
    const byLine = await commit('hinge.txt', DOOR);
    const byPath = await commit('door.txt');
    await commit('other.txt', LEASE);
    const named = await commit('knob.txt');
    const { commits } = await complete(ada, DOOR, 'Painted', { paths: ['door.txt'], commits: [named] });
    expect(commits).toEqual([byLine, byPath, named]);
  });

  it('warns when nobody can verify it later', async () => {
    const world = createShop();
    expect((await complete(world.as('ada'), LEASE, 'Signed')).warnings).toHaveLength(1);
  });

  it('claims a ready task that nobody has, for the time of the step', async () => {
    const world = createShop();
    await complete(world.as('ada'), LEASE, 'Signed');
    expect(await readTask(world.as('ada'), LEASE)).toMatchObject({ status: 'completed', completedBy: 'ada' });
    expect(world.git.claims.size).toBe(0);
  });

  it('says what comes next, and that the plan is done at its end', async () => {
    const world = createShop();
    const ada = world.as('ada');
    expect((await complete(ada, DOOR, 'Painted')).next_step).toContain(`orc execute ${WALLS}`);
    await complete(ada, WALLS, 'Painted');
    const last = await complete(ada, LEASE, 'Signed');
    expect(last).toMatchObject({ next_task: null, progress: { percent: 100 } });
    expect(last.next_step).toContain(`orc synthesize ${PLAN}`);
  });
});

describe('completing again', () => {
  it('with the same summary writes nothing', async () => {
    const { world, ada } = await createPaintedShop();
    const first = await complete(ada, DOOR, 'Painted:  green\nand dry', { details: 'Two coats.' });
    const before = readEverything(world);
    const again = await complete(ada, DOOR, 'Painted: green\nand dry', { details: 'Three coats.' });
    expect(again).toMatchObject({ repeated: true, status: 'completed', commit: null, committed: true });
    expect(again.task.completion).toBe(first.task.completion);
    expect(readEverything(world)).toEqual(before);
  });

  it.each(['Painted it blue', 'Painted', 'P'])('with another summary is refused: %s', async (summary) => {
    const { world, ada } = await createPaintedShop();
    await complete(ada, DOOR, 'Painted it green');
    await checkRefused(world, () => complete(ada, DOOR, summary), 'already-completed');
  });
});

describe('completing what is not done', () => {
  it('with needs_revision puts the task back, with the result as a note', async () => {
    const { world, ada } = await createPaintedShop();
    const answer = await complete(ada, DOOR, 'It drips', {
      nextAction: 'needs_revision',
      details: 'Too thin.',
      paths: ['door.txt'],
    });
    expect(answer).toMatchObject({
      status: 'pending',
      task: { state: 'ready', claim: null, completion: null },
    });
    expect(answer.progress.completed).toBe(0);
    expect(world.git.commits.slice(1).map(({ paths }) => paths)).toEqual([[pathOf(DOOR)]]);
    expect(world.files.get(pathOf(DOOR))).toMatch(
      /## Notes\n\n- 2026-03-01: .*It drips\n {2}Too thin\.\n.*door\.txt/s,
    );
    expect(world.files.get(pathOf(DOOR))).not.toContain('## Result');
  });

  it('with blocked blocks the task, with the summary as the reason', async () => {
    const { world, ada } = await createPaintedShop();
    const answer = await complete(ada, DOOR, 'No paint\nleft anywhere', { nextAction: 'blocked' });
    expect(answer).toMatchObject({ status: 'blocked', task: { state: 'blocked', claim: null } });
    expect((await readTask(ada, DOOR)).reason).toBe('No paint');
    expect(trailersOf(world.git.commits[1] ?? fail(), 'Task-Status')).toEqual(['blocked']);
    expect((await ada.files.scan()).problems).toEqual([]);
  });

  it.each(['continue', 'complete'])('completes it with %s', async (nextAction) => {
    const { ada } = await createPaintedShop();
    expect((await complete(ada, DOOR, 'Painted', { nextAction })).status).toBe('completed');
  });
});

function fail(): never {
  throw new Error('there is no such commit');
}

describe('completing is refused', () => {
  it('for a task that waits', async () => {
    const world = createShop();
    const error = await checkRefused(world, () => complete(world.as('ada'), WALLS, 'Painted'), 'not-ready');
    expect(error.owner).toBe('orchestrator');
  });

  it.each(['blocked', 'failed', 'cancelled'] as const)('for a task that is %s', async (status) => {
    const world = createShop({ [pathOf(DOOR)]: taskText(DOOR, { status, reason: 'No paint' }) });
    await checkRefused(world, () => complete(world.as('ada'), DOOR, 'Painted'), 'transition-refused');
  });

  it('for a task that somebody else works on', async () => {
    const { world } = await createPaintedShop();
    await checkRefused(world, () => complete(world.as('bob'), DOOR, 'Painted'), 'claim-taken');
  });

  it.each([
    ['an empty summary', { summary: ' \n ' }],
    ['an unknown next action', { nextAction: 'done' }],
    ['an unknown artifact type', { artifactType: 'picture' }],
  ])('for %s', async (_name, options) => {
    const { world, ada } = await createPaintedShop();
    await checkRefused(world, () => complete(ada, DOOR, 'Painted', options), 'input-invalid');
  });

  it('for a path that is not there, without leaving a claim behind', async () => {
    const world = createShop();
    const call = () => complete(world.as('ada'), LEASE, 'Signed', { paths: ['lease.pdf'] });
    expect((await checkRefused(world, call, 'artifact-invalid')).data.problems).toMatchObject([
      { path: 'lease.pdf' },
    ]);
  });

  it('for a result that would not fit the file, before anything is committed', async () => {
    const { world, ada } = await createPaintedShop();
    const options = { paths: ['door.txt'], details: 'x'.repeat(1_100_000) };
    await checkRefused(world, () => complete(ada, DOOR, 'Painted', options), 'file-too-large');
  });
});

/** Ada's ports, with the claim on the door passing to Bob at the moment when `step` is taken. */
function losingAt(world: MemoryWorld, ada: Ports, step: 'inspectArtifacts' | 'findTaskCommits'): Ports {
  const lose = () => {
    const claim = world.git.claims.get(DOOR) ?? fail();
    world.git.claims.set(DOOR, { ...claim, actor: 'bob', oid: 'b'.repeat(40) });
  };
  const { git } = ada;
  const inspectArtifacts: typeof git.inspectArtifacts = async (paths) => {
    const states = await git.inspectArtifacts(paths);
    if (step === 'inspectArtifacts') lose();
    return states;
  };
  const findTaskCommits: typeof git.findTaskCommits = async (query) => {
    if (step === 'findTaskCommits') lose();
    return git.findTaskCommits(query);
  };
  return { ...ada, git: { ...git, inspectArtifacts, findTaskCommits } };
}

describe('a claim that is lost while the completion goes on', () => {
  it('stops it with nothing written', async () => {
    const { world, ada } = await createPaintedShop();
    const before = readEverything(world);
    const call = complete(losingAt(world, ada, 'inspectArtifacts'), DOOR, 'Painted', { paths: ['door.txt'] });
    await expect(call).rejects.toMatchObject({ code: 'claim-lost', kind: 'lost' });
    expect(readEverything(world)).toMatchObject({ files: before.files, commits: before.commits });
    expect(world.git.claims.get(DOOR)?.actor).toBe('bob');
  });

  it('after the work was committed leaves the task and the other claim as they are', async () => {
    const { world, ada } = await createPaintedShop();
    const before = world.files.get(pathOf(DOOR));
    const call = complete(losingAt(world, ada, 'findTaskCommits'), DOOR, 'Painted', { paths: ['door.txt'] });
    await expect(call).rejects.toMatchObject({ code: 'claim-lost', data: { task: DOOR } });
    expect(world.files.get(pathOf(DOOR))).toBe(before);
    expect(world.git.claims.get(DOOR)?.actor).toBe('bob');
  });

  it('because it was released stops it too', async () => {
    const { world, ada } = await createPaintedShop();
    const findTaskCommits = async () => {
      world.git.claims.clear();
      return [];
    };
    const ports = { ...ada, git: { ...ada.git, findTaskCommits } };
    await expect(complete(ports, DOOR, 'Painted')).rejects.toMatchObject({ code: 'claim-lost' });
    expect((await readTask(ada, DOOR)).status).toBe('pending');
  });
});

describe('a completion that is not committed', () => {
  it('while git is busy is recorded, and says so', async () => {
    const { world, ada } = await createPaintedShop();
    world.git.busy = 'merge';
    const answer = await complete(ada, DOOR, 'Painted', { paths: ['door.txt'] });
    expect(answer).toMatchObject({ status: 'completed', committed: false, commit: null, commits: [] });
    expect(answer.not_committed).toMatch(/^recorded, not committed: a merge/);
    expect(answer.artifacts).toHaveLength(1);
    expect(world.git.commits).toHaveLength(1);
  });

  it('because of --no-commit is recorded', async () => {
    const world = createShop();
    const answer = await complete(world.as('ada', { noCommit: true }), LEASE, 'Signed');
    expect(answer).toMatchObject({ status: 'completed', committed: false });
    expect(world.git.commits).toHaveLength(1);
  });
});
