import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Random } from '../../../bench/random.ts';
import { runProgram } from '../run-program.ts';
import type { Ledger } from './ledger.ts';
import type { Place, World } from './world.ts';

interface Answer {
  readonly code: number;
  // biome-ignore lint/suspicious/noExplicitAny: documents of every kind
  readonly document: any;
}

const ALLOWED = new Set([0, 1, 3]);
const KILLED = -1;

/** An agent that takes tasks, writes what they ask for, completes or returns them, and is killed now and then. */
export function createAgent(world: World, ledger: Ledger, random: Random, name: string, place: Place) {
  let task: string | null = null;
  let count = 0;

  const ask = async (args: readonly string[], killAfterMs?: number): Promise<Answer> => {
    const fault =
      killAfterMs === undefined ? {} : { fault: { kind: 'kill-after', ms: killAfterMs } as const };
    const call = {
      entry: world.entry,
      root: place.root,
      args: [...args, '--json', '--actor', name],
      ...fault,
    };
    const { code, stdout, stderr } = await runProgram(call);
    ledger.count(`${args[0]}: ${code === KILLED ? 'killed' : `exit ${code}`}`);
    if (code === KILLED) return { code, document: null };
    if (!ALLOWED.has(code))
      ledger.complaints.push(`${name}: orc ${args.join(' ')} exits with ${code}: ${stderr}`);
    return { code, document: parse(stdout || stderr) };
  };

  const begin = async () => {
    const { code, document } = await ask(['execute', '--remote', 'origin']);
    if (code === 0) {
      task = document.task.id as string;
      ledger.begin(task, name, document.claim.oid ?? document.claim.nonce);
    } else if (code === 1) await addTask();
  };

  const addTask = async () => {
    count += 1;
    const title = `Fit ${name} ${count}`;
    await ask(['add', title, '--plan', world.plan, '--file', `work/${name}-${count}/**`]);
  };

  const writeNote = async () => {
    const { document } = await ask(['list', '--limit', '30']);
    const ids: string[] = (document?.tasks ?? []).map(({ id }: { id: string }) => id);
    if (ids.length === 0) return;
    const id = random.pick(ids as [string, ...string[]]);
    count += 1;
    const text = `Note ${count} of ${name}.`;
    const { code } = await ask(['update', id, '--note', text]);
    if (code === 0) ledger.notes.push({ place: place.name, task: id, text });
  };

  const end = async (id: string) => {
    const file = `work/${id}-${name}.txt`;
    mkdirSync(join(place.root, 'work'), { recursive: true });
    writeFileSync(join(place.root, file), `made by ${name}\n`);
    ledger.yieldTask(id);
    if (random.chance(0.12)) {
      await ask(['release', id]);
      task = null;
      return;
    }
    const isKilled = random.chance(0.2);
    const args = ['complete', id, '--summary', `Built by ${name}`, '--artifact', file];
    const { code, document } = await ask(args, isKilled ? 40 + random.below(500) : undefined);
    if (code === 0) {
      ledger.complete(id, name);
      task = null;
    } else if (code === KILLED) {
      ledger.keep(id, name);
    } else {
      ledger.count(`complete refused: ${document?.error?.code}`);
      task = null;
      await ask(['release', id]);
    }
  };

  return {
    name,
    place,
    /** One thing that it does. */
    async step(): Promise<void> {
      if (task !== null) await end(task);
      else if (random.chance(0.6)) await begin();
      else if (random.chance(0.8)) await writeNote();
      else await addTask();
    },
    /** Gives back what it holds. */
    async stop(): Promise<void> {
      if (task !== null) await ask(['release', task]);
      task = null;
    },
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
