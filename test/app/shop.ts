/** A small shop as the tests of the use cases know it: a door before the walls, a lease, and stock to order. */
import type { Ports } from '../../src/app/ports.ts';
import type { Task, WrittenTask } from '../../src/core/task.ts';
import { formatPlanFile, formatTaskFile } from '../../src/format/format-file.ts';
import { createWorld, type MemoryWorld } from '../helpers/memory-ports.ts';

export const PLAN = 'open-a-shop-aaaaaa';
export const DOOR = 'paint-the-door-bbbbbb';
export const WALLS = 'paint-the-walls-cccccc';
export const LEASE = 'sign-the-lease-dddddd';

export const pathOf = (id: string, plan = PLAN) => `.tasks/${plan}/${id}.md`;

/** Text of a task file of the shop; what is not given has its default. */
export function taskText(id: string, fields: Partial<WrittenTask> = {}, body = ''): string {
  return formatTaskFile({ id, title: `Title of ${id.split('-').at(-2)}`, ...fields }, body);
}

/** The shop with all tasks pending and the walls waiting for the door. `changes` replaces files or adds some. */
export function createShop(
  changes: Readonly<Record<string, string>> = {},
  options: Omit<Parameters<typeof createWorld>[0] & object, 'files'> = {},
): MemoryWorld {
  const files = {
    [pathOf('plan')]: formatPlanFile({ id: PLAN, title: 'Open a shop' }, 'A shop for books.\n'),
    [pathOf(DOOR)]: taskText(DOOR, { title: 'Paint the door' }, 'Green.\n'),
    [pathOf(WALLS)]: taskText(WALLS, { title: 'Paint the walls', depends_on: [DOOR] }),
    [pathOf(LEASE)]: taskText(LEASE, { title: 'Sign the lease' }),
    'README.md': '# Shop\n',
    ...changes,
  };
  return createWorld({ ...options, files });
}

/** The task as its file says it now. */
export async function readTask(ports: Ports, id: string): Promise<Task> {
  const table = await ports.files.scan();
  const node = table.graph.ids.indexOf(id);
  const task = table.taskAt(node);
  if (task === null) throw new Error(`${id} cannot be read`);
  return task;
}

/** Everything that a refused call has to leave as it was. */
export function readEverything({ files, git }: MemoryWorld) {
  return { files: [...files], commits: [...git.commits], claims: [...git.claims] };
}
