/** Every command that changes something, one after the other in one repository, with what it may commit. */
import { expect } from 'vitest';
import { askOrc } from '../helpers/orc.ts';
import type { TestRepository } from '../helpers/repository.ts';
import { listCommitsAfter, readHead, readUserWork } from './user-work.ts';

/** Runs one command; `commits` lists the files of each commit that it has to make, oldest first. */
export type Step = (
  args: readonly string[],
  commits: readonly (readonly string[])[],
  input?: string,
  // biome-ignore lint/suspicious/noExplicitAny: the documents of every command
) => Promise<any>;

export interface PlannedShop {
  readonly planId: string;
  /** Task ids by the letter that the plan calls them by. */
  readonly ids: Readonly<Record<string, string>>;
  /** Path of a task file by the letter. */
  file(name: string): string;
}

const LETTERS = ['a', 'b', 'c', 'd', 'e', 'f'];
const SUBTASKS = LETTERS.map((name) => ({ task_id: name, title: `Build part ${name}` }));

/** Makes the plan of the walk. `paths` of its one commit are checked by the step. */
export async function planShop(
  root: string,
  actor: string,
): Promise<PlannedShop & { commit: string | null }> {
  const answer = await askOrc(root, ['plan', 'Open a shop', '--subtasks', '-', '--actor', actor], {
    input: JSON.stringify(SUBTASKS),
  });
  const tasks: { id: string; input_id: string; path: string }[] = answer.tasks;
  const ids = Object.fromEntries(tasks.map(({ id, input_id }) => [input_id, id]));
  const paths = Object.fromEntries(tasks.map(({ path, input_id }) => [input_id, path]));
  return { planId: answer.plan_id, ids, file: (name) => paths[name] ?? '', commit: answer.commit };
}

/** A step that checks, around every command, the user's work and exactly which files were committed. */
export function createStep(repository: TestRepository, { isBusy }: { readonly isBusy: boolean }): Step {
  return async (args, commits, input = '') => {
    const head = readHead(repository);
    const before = readUserWork(repository);
    const answer = await askOrc(repository.root, [...args, '--actor', 'ada'], { input });
    expect(readUserWork(repository), args.join(' ')).toEqual(before);
    const made = listCommitsAfter(repository, head, readHead(repository));
    const expected = isBusy ? [] : commits.map((files) => [...files].sort());
    expect(made.map(repository.filesOf), args.join(' ')).toEqual(expected);
    if (isBusy && commits.length > 0) {
      expect(answer).toMatchObject({ commit: null, committed: false });
      expect(answer.not_committed).toMatch(/^recorded, not committed: a [a-z-]+ is in progress/);
    } else if (commits.length > 0 && answer.kind !== 'sync') {
      expect(answer).toMatchObject({ commit: made.at(-1), committed: true, not_committed: null });
    }
    return answer;
  };
}

/** Takes the tasks of the plan through every command that changes something. */
export async function walkThrough(repository: TestRepository, plan: PlannedShop, step: Step): Promise<void> {
  const { ids, planId, file } = plan;
  const id = (name: string) => ids[name] ?? '';
  await step(['execute', id('a')], []);
  repository.write('work/a.txt', 'part a\n');
  repository.write('work/not-named.txt', 'stays untracked\n');
  const done = await step(
    ['complete', id('a'), '--summary', 'Built a', '--artifact', 'work/a.txt'],
    [['work/a.txt'], [file('a')]],
  );
  expect(done).toMatchObject({ status: 'completed', progress: { completed: 1 } });
  repository.write('work/b.txt', 'part b\n');
  await step(
    ['complete', id('b'), '--summary', 'Built b', '--artifact', 'work/b.txt', '--together'],
    [['work/b.txt', file('b')]],
  );
  await step(['execute', id('c')], []);
  const returned = await step(
    ['complete', id('c'), '--summary', 'Too slow', '--next-action', 'needs_revision'],
    [[file('c')]],
  );
  expect(returned).toMatchObject({ status: 'pending', task: { claim: null } });
  const blocked = await step(
    ['complete', id('c'), '--summary', 'No access', '--next-action', 'blocked'],
    [[file('c')]],
  );
  expect(blocked.status).toBe('blocked');
  await step(['update', id('d'), '--priority', 'high', '--note', 'Needed for the opening'], [[file('d')]]);
  await step(['cancel', id('d'), '--reason', 'Not needed after all'], [[file('d')]]);
  await step(['reopen', id('d'), '--reason', 'Needed again'], [[file('d')]]);
  await step(['complete', id('f'), '--summary', 'Built f'], [[file('f')]]);
  await step(['reopen', id('f'), '--reason', 'It broke'], [[file('f')]]);
  await step(['execute', id('e')], []);
  await step(['release', id('e')], []);
  await step(['synthesize', planId, '--partial'], [[`.tasks/${planId}/synthesis.md`]]);
}
