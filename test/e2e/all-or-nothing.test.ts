/** A plan of many files is written whole or not at all. */
import { afterEach, describe, expect, it } from 'vitest';
import { planTask } from '../../src/app/plan-task.ts';
import { openWorkspace } from '../../src/workspace.ts';
import { createRepository, type TestRepository } from '../helpers/repository.ts';
import { readEverything } from './bad-input/refusal.ts';

const open: TestRepository[] = [];
afterEach(() => {
  for (const repository of open.splice(0)) repository.cleanup();
});

const SUFFIXES = ['aaaaaa', 'bbbbbb', 'cccccc', 'dddddd'];

/** The real ports, with suffixes that are known beforehand. */
async function openShop({ root }: TestRepository) {
  const suffixes = [...SUFFIXES];
  return {
    ...(await openWorkspace({ directory: root, actor: 'ada' })),
    newSuffix: () => suffixes.shift() ?? '',
  };
}

describe('a plan of which one file cannot be created', () => {
  it.each([
    ['the second', 'find-a-place-bbbbbb.md'],
    ['the last', 'hang-a-sign-dddddd.md'],
  ])('leaves nothing of the others: %s', async (_name, taken) => {
    const repository = createRepository({
      files: { [`.tasks/open-a-shop-aaaaaa/${taken}`]: 'somebody’s\n' },
    });
    open.push(repository);
    const before = readEverything(repository.root);
    const subtasks = ['Find a place', 'Sign the lease', 'Hang a sign'].map((title) => ({ title }));
    const ports = await openShop(repository);
    await expect(planTask(ports, { description: 'Open a shop', subtasks })).rejects.toMatchObject({
      name: 'PlanError',
      message: expect.stringContaining(taken),
    });
    expect(readEverything(repository.root)).toEqual(before);
  });
});
