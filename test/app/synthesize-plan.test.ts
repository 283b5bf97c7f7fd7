import { describe, expect, it } from 'vitest';
import { cancel } from '../../src/app/cancel.ts';
import { completeTask } from '../../src/app/complete-task.ts';
import type { Ports } from '../../src/app/ports.ts';
import { synthesizePlan } from '../../src/app/synthesize-plan.ts';
import type { MemoryWorld } from '../helpers/memory-ports.ts';
import { checkRefused } from './refusal.ts';
import { createShop, DOOR, LEASE, PLAN, pathOf, WALLS } from './shop.ts';

const complete = (ports: Ports, task: string, summary: string, paths: string[] = []) =>
  completeTask(ports, { task, summary, paths, commits: [] });

async function createFinishedShop(): Promise<MemoryWorld> {
  const world = createShop();
  world.files.set('door.txt', 'green\n');
  await complete(world.as('ada'), DOOR, 'Painted it green', ['door.txt']);
  await complete(world.as('bob'), WALLS, 'Painted them white');
  await cancel(world.as('ada'), { reference: LEASE, reason: 'It is ours already' });
  return world;
}

describe('synthesizePlan', () => {
  it('combines the results in dependency order, with artifacts, commits and people', async () => {
    const world = await createFinishedShop();
    const answer = await synthesizePlan(world.as('ada'), { plan: PLAN });
    expect(answer).toMatchObject({ complete: true, committed: true, path: `.tasks/${PLAN}/synthesis.md` });
    const { text } = answer;
    expect(text).not.toContain('Partial');
    expect(text.indexOf('Painted it green')).toBeLessThan(text.indexOf('Painted them white'));
    for (const part of ['door.txt', 'completed by: ada, bob', world.git.commits[1]?.oid.slice(0, 12)]) {
      expect(text).toContain(part);
    }
    expect(text).toMatch(/Sign the lease.*cancelled: It is ours already/);
    expect(world.git.commits.at(-1)).toMatchObject({ paths: [answer.path] });
    expect(world.files.get(answer.path)).toBe(text);
  });

  it('made again of the same is the same text, and commits nothing', async () => {
    const world = await createFinishedShop();
    const first = await synthesizePlan(world.as('ada'), { plan: PLAN });
    const count = world.git.commits.length;
    const second = await synthesizePlan(world.as('eve'), { plan: PLAN });
    expect(second.text).toBe(first.text);
    expect(second.committed).toBe(false);
    expect(world.git.commits).toHaveLength(count);
  });

  it('refuses an unfinished plan, and names what is open', async () => {
    const world = createShop();
    await complete(world.as('ada'), DOOR, 'Painted');
    const call = () => synthesizePlan(world.as('ada'), { plan: PLAN });
    const { message, data } = await checkRefused(world, call, 'plan-unfinished');
    expect(message).toContain('2 of 3 tasks are open');
    expect(data.open).toEqual([
      { id: LEASE, state: 'ready' },
      { id: WALLS, state: 'ready' },
    ]);
  });

  it('with `partial` says at its top that it is', async () => {
    const world = createShop();
    await complete(world.as('ada'), DOOR, 'Painted');
    const { text, complete: isComplete } = await synthesizePlan(world.as('ada'), {
      plan: PLAN,
      partial: true,
    });
    expect(isComplete).toBe(false);
    expect(text).toMatch(/^# Synthesis: Open a shop\n\n> \*\*Partial\.\*\* .*1 of 3 tasks/);
  });

  it('counts a task that cannot be read as not finished', async () => {
    const world = await createFinishedShop();
    world.files.set(pathOf(WALLS), '<<<<<<< ours\n');
    await checkRefused(world, () => synthesizePlan(world.as('ada'), { plan: PLAN }), 'plan-unfinished');
  });

  it.each(['unknown-plan-zzzzzz', DOOR])('refuses what is no plan: %s', async (plan) => {
    const world = createShop();
    await checkRefused(world, () => synthesizePlan(world.as('ada'), { plan }), 'ref-unknown');
  });

  it('refuses a plan without tasks', async () => {
    const path = '.tasks/close-a-shop-eeeeee/plan.md';
    const world = createShop({ [path]: '---\nid: close-a-shop-eeeeee\ntitle: Close it\n---\n' });
    const call = () => synthesizePlan(world.as('ada'), { plan: 'close' });
    await checkRefused(world, call, 'plan-unfinished');
  });

  it('never claims a commit that this history does not have', async () => {
    const world = await createFinishedShop();
    const text = world.files.get(pathOf(WALLS)) ?? '';
    world.files.set(
      pathOf(WALLS),
      text.replace('completion:', `commits:\n  - ${'f'.repeat(40)}\ncompletion:`),
    );
    const answer = await synthesizePlan(world.as('ada'), { plan: PLAN });
    expect(answer.text).toContain(`\`${'f'.repeat(40)}\`: **not in this history**`);
    expect(answer.text).not.toContain('Nothing to mend');
  });
});
