import { chmodSync, existsSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { createRandom, type Random } from '../../../../bench/random.ts';
import { createChangeProbe } from '../../../../src/git/change-probe.ts';
import { locateRepository } from '../../../../src/git/locate-repository.ts';
import type { IndexPlace } from '../../../../src/store/index/read-table.ts';
import { type Action, FILE_ACTIONS } from './file-actions.ts';
import { createSandbox, createTemplate, type Sandbox } from './fixture.ts';
import { GIT_ACTIONS, INDEX_ACTIONS, WAITS } from './other-actions.ts';
import { describeFiles, findDifference, LOW_LIMITS } from './read-answers.ts';

const STEPS = 15;
/** Most of the time goes by in waits, so that many sequences can share the processors. */
const AT_ONCE = 24;

/** Runs so many sequences and returns a report on each that went wrong. */
export async function runSequences(count: number, seed: number): Promise<string[]> {
  const template = await createTemplate(createRandom(1));
  const failures: string[] = [];
  let next = 0;
  const work = async () => {
    while (next < count && failures.length === 0) {
      const number = seed + next++;
      const failure = await runSequence(template, createRandom(number * 2_654_435_761));
      if (failure !== null) failures.push(`sequence ${number}:\n${failure}`);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  rmSync(template, { recursive: true });
  return failures;
}

/** Random steps, each followed by the same question to every reader; what was done and what came out wrong. */
async function runSequence(template: string, random: Random): Promise<string | null> {
  const sandbox = createSandbox(template, random, READERS.length);
  const readers = READERS.map((makeReader, number) => makeReader(sandbox, sandbox.indexPaths[number] ?? ''));
  const done: string[] = [];
  try {
    for (let step = 0; step < STEPS; step++) {
      const [name, act] = step < OPENING.length ? takeOpening(step) : pickAction(random);
      done.push(name);
      await attempt(act, sandbox);
      const expected = describeFiles(sandbox.root);
      for (const [number, read] of readers.entries()) {
        const isChanging = random.chance(0.3);
        const difference = await findDifference(read(), expected, { isChanging });
        if (difference !== null) return `${done.join(', ')}\nreader ${number}: ${difference}`;
      }
    }
    return null;
  } catch (error) {
    return `${done.join(', ')}\n${(error as Error).stack}`;
  } finally {
    removeSandbox(sandbox);
  }
}

/** Does nothing where a folder lies in the place of a file. */
async function attempt(act: Action, sandbox: Sandbox): Promise<void> {
  try {
    await act(sandbox);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EISDIR') throw error;
  }
}

type MakeReader = (sandbox: Sandbox, indexPath: string) => () => IndexPlace;

/** Each keeps an index of its own. The first never finds it in memory, since it spells its path anew. */
const READERS: readonly MakeReader[] = [
  ({ root }, indexPath) => {
    let asked = 0;
    const probe = createChangeProbe(locateRepository(root));
    const spell = () => indexPath.replace(/index$/, `${'./'.repeat(++asked % 7)}index`);
    return () => ({ root, indexPath: spell(), objectFormat: 'sha1', probe, limits: LOW_LIMITS });
  },
  ({ root }, indexPath) =>
    () => ({ root, indexPath, objectFormat: 'sha1', probe: null, limits: LOW_LIMITS }),
  ({ root }, indexPath) => {
    const probe = createChangeProbe(locateRepository(root));
    return () => ({ root, indexPath, objectFormat: 'sha1', probe });
  },
];

/** So that git is trusted with most files when the play begins. */
const OPENING: readonly (readonly [string, Action])[] = [
  ['git refresh', GIT_ACTIONS['git refresh'] as Action],
  ['wait for the next second', WAITS['wait for the next second'] as Action],
  ['look once more', () => undefined],
];

function takeOpening(step: number): readonly [string, Action] {
  return OPENING[step] as readonly [string, Action];
}

const KINDS = [
  ...[FILE_ACTIONS, FILE_ACTIONS, FILE_ACTIONS, FILE_ACTIONS, GIT_ACTIONS, GIT_ACTIONS].map(Object.entries),
  ...[INDEX_ACTIONS, WAITS].map(Object.entries),
] as [string, Action][][];

function pickAction(random: Random): readonly [string, Action] {
  const actions = KINDS[random.below(KINDS.length)] ?? [];
  return actions[random.below(actions.length)] as [string, Action];
}

function removeSandbox({ root, indexPaths }: Sandbox): void {
  for (const folder of indexPaths.map(dirname)) if (existsSync(folder)) chmodSync(folder, 0o755);
  rmSync(root, { recursive: true, force: true });
}
