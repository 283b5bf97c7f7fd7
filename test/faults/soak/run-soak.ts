/**
 * Eight agents in six work trees of four clones, a person, and couriers between the clones, all at once, with
 * agents killed at any moment. From time to time everybody rests and everything is looked at; at the end all
 * clones are brought together.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { createRandom } from '../../../bench/random.ts';
import { runProgram } from '../run-program.ts';
import { createAgent } from './agent.ts';
import { createCourier } from './courier.ts';
import { inspectWorld } from './inspect-world.ts';
import { createLedger, type Ledger } from './ledger.ts';
import { createPerson } from './person.ts';
import { createWorld, type Place, type World } from './world.ts';

/** Indexes into the places: three agents share the first. */
const AGENTS = [0, 0, 0, 1, 2, 3, 4, 5];
const ROUND_MS = 15_000;
const COURIER_PAUSE_MS = 400;

export interface SoakReport {
  readonly figures: ReadonlyMap<string, number>;
  readonly complaints: readonly string[];
}

export async function runSoak(entry: string, forMs: number, seed: number): Promise<SoakReport> {
  const world = await createWorld(entry);
  const ledger = createLedger();
  const [home, ...others] = world.places;
  if (home === undefined) throw new Error('there is no place');
  const courier = createCourier(world, ledger);
  const person = createPerson(home, ledger, createRandom(seed));
  const agents = AGENTS.map((place, index) =>
    createAgent(
      world,
      ledger,
      createRandom(seed + 1 + index),
      `agent-${index + 1}`,
      world.places[place] ?? home,
    ),
  );
  try {
    const endMs = performance.now() + forMs;
    while (performance.now() < endMs && ledger.complaints.length === 0) {
      const untilMs = Math.min(endMs, performance.now() + ROUND_MS);
      const repeat = async (step: () => Promise<unknown>) => {
        while (performance.now() < untilMs) await step();
      };
      await Promise.all([
        ...agents.map((agent) => repeat(() => agent.step())),
        repeat(() => person.step()),
        repeat(async () => {
          for (const place of others) {
            await courier.exchange(place);
            await sleep(COURIER_PAUSE_MS);
          }
        }),
      ]);
      await person.commit();
      await courier.exchange(home);
      ledger.count('rounds');
      await inspectWorld(world, ledger);
      await person.inspect();
    }
    for (const agent of agents) await agent.stop();
    if (ledger.complaints.length === 0) await converge(world, ledger, courier);
    return { figures: ledger.figures, complaints: ledger.complaints };
  } finally {
    world.cleanup();
  }
}

/** Everything goes everywhere; then all places say the same, and nothing that was promised is missing. */
async function converge(
  world: World,
  ledger: Ledger,
  courier: ReturnType<typeof createCourier>,
): Promise<void> {
  for (let round = 0; round < 3; round += 1) {
    for (const place of world.places) await courier.exchange(place);
  }
  const trees = new Set(world.places.map(({ git }) => git('rev-parse', 'HEAD:.tasks')));
  if (trees.size > 1) ledger.complaints.push(`the plans differ: ${[...trees].join(', ')}`);
  const everywhere = ledger.notes.flatMap((note) =>
    world.places.map(({ name }) => ({ ...note, place: name })),
  );
  ledger.notes.splice(0, ledger.notes.length, ...everywhere);
  await inspectWorld(world, ledger);
  for (const place of world.places) await inspectCompletions(world, ledger, place);
}

async function inspectCompletions({ entry }: World, ledger: Ledger, { root, name }: Place): Promise<void> {
  const ask = async (...args: string[]) => {
    const { code, stdout, stderr } = await runProgram({ entry, root, args: [...args, '--json'] });
    if (code !== 0)
      ledger.complaints.push(`${name}: orc ${args.join(' ')} exits with ${code}: ${stdout}${stderr}`);
    return code === 0 ? JSON.parse(stdout) : {};
  };
  await ask('audit');
  const { tasks = [] } = await ask('list', '--state', 'completed', '--limit', '100000');
  const completed = new Set(tasks.map(({ id }: { id: string }) => id));
  for (const [task, agent] of ledger.completed) {
    if (!completed.has(task))
      ledger.complaints.push(`${name}: ${task}, completed by ${agent}, is not completed`);
  }
}
