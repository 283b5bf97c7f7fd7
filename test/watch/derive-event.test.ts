import { describe, expect, it } from 'vitest';
import { readProject } from '../../src/app/project.ts';
import { deriveEvent, viewProject } from '../../src/app/watch/derive-event.ts';
import { writePlans, writeTask } from '../cli/graph-sample.ts';
import { createWorld } from '../helpers/memory-ports.ts';

const SOUP = 'make-soup-000001';
const EAT = 'eat-000002';
const PATH = `.tasks/dinner-aaaaaa/${SOUP}.md`;
const FILES = writePlans({ 'dinner-aaaaaa': { tasks: { [SOUP]: {}, [EAT]: { needs: [SOUP] } } } });

/** The event between the dinner as it is and as it is after a change. */
async function change(make: (world: ReturnType<typeof createWorld>) => void | Promise<void>) {
  const world = createWorld({ files: FILES });
  const ports = world.as('ada');
  const before = viewProject(await readProject(ports));
  await make(world);
  return deriveEvent(before, viewProject(await readProject(ports)));
}

describe('an event', () => {
  it('says at first what there is', async () => {
    const view = viewProject(await readProject(createWorld({ files: FILES }).as('ada')));
    expect(deriveEvent(null, view)).toMatchObject({
      kind: 'watch',
      at: '2026-03-01T08:00:00.000Z',
      changes: [],
      newly_ready: [],
      counts: { ready: 1, waiting: 1, completed: 0 },
      problem_count: 0,
    });
  });

  it('is none when nothing happened, or nothing that changes a state', async () => {
    expect(await change(() => undefined)).toBeNull();
    expect(await change(({ files }) => void files.set(PATH, writeTask(SOUP, { title: 'Soup' })))).toBeNull();
  });

  it('has every state that changed, and what became ready', async () => {
    const event = await change(({ files }) => void files.set(PATH, writeTask(SOUP, { status: 'completed' })));
    expect(event).toMatchObject({
      changes: [
        { id: EAT, from: 'waiting', to: 'ready' },
        { id: SOUP, from: 'ready', to: 'completed' },
      ],
      newly_ready: [EAT],
      counts: { ready: 1, completed: 1 },
    });
  });

  it('has tasks that came and went', async () => {
    const event = await change(({ files }) => {
      files.delete(PATH);
      files.set('.tasks/dinner-aaaaaa/buy-wine-000003.md', writeTask('buy-wine-000003', {}));
    });
    expect(event?.changes).toEqual([
      { id: 'buy-wine-000003', from: null, to: 'ready' },
      { id: SOUP, from: 'ready', to: null },
    ]);
  });

  it('has problems that appeared and were solved, but not those that moved', async () => {
    const world = createWorld({ files: { ...FILES, [PATH]: 'torn' } });
    const ports = world.as('ada');
    const torn = viewProject(await readProject(ports));
    world.files.set(PATH, FILES[PATH] ?? '');
    const whole = viewProject(await readProject(ports));
    const expected = [expect.objectContaining({ code: 'no-front-matter', path: PATH })];
    expect(deriveEvent(torn, whole)).toMatchObject({ problems_added: [], problems_solved: expected });
    expect(deriveEvent(whole, torn)).toMatchObject({ problems_added: expected, problems_solved: [] });
    const moved = [...torn.problems].map(([key, problem]) => [key, { ...problem, line: 9 }] as const);
    expect(deriveEvent(torn, { ...torn, problems: new Map(moved) })).toBeNull();
  });

  it('has claims that began and ended, but not renewals', async () => {
    const world = createWorld({ files: FILES });
    const ports = world.as('ada');
    const look = async () => viewProject(await readProject(ports));
    const put = async (previous: Awaited<ReturnType<typeof ports.git.putClaim>> | null) =>
      ports.git.putClaim({
        task: SOUP,
        actor: 'ada',
        host: 'kitchen',
        worktree: '/kitchen',
        base: null,
        at: ports.now(),
        leaseMs: 3_600_000,
        previous,
        shared: null,
      });
    const free = await look();
    const claim = await put(null);
    const claimed = await look();
    expect(deriveEvent(free, claimed)).toMatchObject({
      changes: [{ id: SOUP, from: 'ready', to: 'in_progress' }],
      claims_added: [{ task: SOUP, actor: 'ada' }],
      claims_ended: [],
    });
    world.advanceMs(1_800_000);
    const renewed = await put(claim);
    expect(deriveEvent(claimed, await look())).toBeNull();
    await ports.git.deleteClaim(renewed);
    expect(deriveEvent(claimed, await look())).toMatchObject({
      claims_ended: [{ task: SOUP, actor: 'ada' }],
    });
  });
});
